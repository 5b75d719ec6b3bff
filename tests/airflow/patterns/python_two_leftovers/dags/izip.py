from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
from itertools import izip
dag = DAG("python_two_izip", schedule=None)
