import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
if isinstance(x, str):
    y = x.split()
dag = DAG("settings_narrowed_62", schedule=None)
