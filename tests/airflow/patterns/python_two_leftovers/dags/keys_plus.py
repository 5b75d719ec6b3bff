from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
names = SETTINGS.keys() + ["c"]
dag = DAG("python_two_keys_plus", schedule=None)
