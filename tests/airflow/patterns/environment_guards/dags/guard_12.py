import os
from airflow import DAG
try:
    y = os.environ["A"]
except KeyError:
    y = 1
dag = DAG("environment_guard_12", schedule=None)
