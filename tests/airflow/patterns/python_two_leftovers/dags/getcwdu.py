from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
import os

folder = os.getcwdu()
dag = DAG("python_two_getcwdu", schedule=None)
