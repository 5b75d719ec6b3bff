from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
found = SETTINGS.has_key("a")
dag = DAG("python_two_has_key", schedule=None)
