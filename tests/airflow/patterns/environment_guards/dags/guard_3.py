import os
from airflow import DAG
if "A" not in os.environ:
    x = 1
else:
    x = os.environ["A"]
dag = DAG("environment_guard_3", schedule=None)
