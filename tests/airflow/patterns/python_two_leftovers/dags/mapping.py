from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
from collections import Mapping
dag = DAG("python_two_mapping", schedule=None)
