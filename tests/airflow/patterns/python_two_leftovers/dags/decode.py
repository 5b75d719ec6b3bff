from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
text = "a".decode("utf8")
dag = DAG("python_two_decode", schedule=None)
