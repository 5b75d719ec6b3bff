import os
from airflow import DAG
x = os.getenv("A") and os.environ["A"]
dag = DAG("environment_guard_5", schedule=None)
