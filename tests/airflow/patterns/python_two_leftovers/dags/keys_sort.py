from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
keys = SETTINGS.keys()
keys.sort()
dag = DAG("python_two_keys_sort", schedule=None)
