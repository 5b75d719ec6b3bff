import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
if not x:
    x = "a"
y = x.split(",")
dag = DAG("settings_narrowed_53", schedule=None)
