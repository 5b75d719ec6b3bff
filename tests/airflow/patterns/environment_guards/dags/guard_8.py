import os
from airflow import DAG
if "A" in os.environ and os.environ["A"] == "x":
    y = 1
dag = DAG("environment_guard_8", schedule=None)
