import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
try:
    y = int(x)
except TypeError:
    y = 1
dag = DAG("settings_narrowed_64", schedule=None)
