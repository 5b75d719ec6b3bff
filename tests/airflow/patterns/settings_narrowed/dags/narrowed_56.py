import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
if x is None:
    x = "z"
y = x + "a"
dag = DAG("settings_narrowed_56", schedule=None)
