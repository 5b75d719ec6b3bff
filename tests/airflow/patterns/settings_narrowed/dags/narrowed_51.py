import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
if x:
    x.split(",")
dag = DAG("settings_narrowed_51", schedule=None)
