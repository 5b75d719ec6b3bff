import os
from airflow import DAG
if "A" in os.environ:
    x = os.environ["A"]
dag = DAG("environment_guard_2", schedule=None)
