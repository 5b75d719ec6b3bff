from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
value = SETTINGS.a
dag = DAG("python_two_dotted", schedule=None)
