import os
from airflow import DAG
x = os.environ["A"] if os.environ.get("A") else "d"
dag = DAG("environment_guard_4", schedule=None)
