import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
if x != None:
    y = x.split()
dag = DAG("settings_narrowed_63", schedule=None)
