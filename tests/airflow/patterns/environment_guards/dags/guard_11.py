import os
from airflow import DAG
os.environ["A"] = "x"
y = os.environ["A"]
dag = DAG("environment_guard_11", schedule=None)
