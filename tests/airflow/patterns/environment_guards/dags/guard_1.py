import os
from airflow import DAG
x = os.environ["A"] if "A" in os.environ else "d"
dag = DAG("environment_guard_1", schedule=None)
