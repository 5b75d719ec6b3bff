from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
for key, value in SETTINGS.iteritems():
    print(key, value)
dag = DAG("python_two_iteritems", schedule=None)
