import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
if x == "prod":
    y = x.split()
dag = DAG("settings_narrowed_66", schedule=None)
