import os
from airflow import DAG
if os.environ.get("A") and os.environ["A"].lower() == "x":
    y = 1
dag = DAG("environment_guard_7", schedule=None)
