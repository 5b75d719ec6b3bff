import os
from airflow import DAG
os.environ.setdefault("A", "x")
y = os.environ["A"]
dag = DAG("environment_guard_10", schedule=None)
