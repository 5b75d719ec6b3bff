import os
from airflow import DAG
x = os.environ["A"] if os.getenv("A") is not None else 1
dag = DAG("environment_guard_6", schedule=None)
