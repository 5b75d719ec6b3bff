from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
import sys

LIMIT = sys.maxint
dag = DAG("python_two_maxint", schedule=None)
