from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
import string

text = string.join(NAMES)
dag = DAG("python_two_string_join", schedule=None)
