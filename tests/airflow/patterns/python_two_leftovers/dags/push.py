from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
NAMES.push("r")
dag = DAG("python_two_push", schedule=None)
