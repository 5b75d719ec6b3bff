import os
from airflow import DAG
if "A" not in os.environ:
    os.environ["A"] = "x"
y = os.environ["A"]
dag = DAG("environment_guard_9", schedule=None)
