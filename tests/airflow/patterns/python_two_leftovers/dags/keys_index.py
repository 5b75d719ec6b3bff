from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
first = SETTINGS.keys()[0]
dag = DAG("python_two_keys_index", schedule=None)
