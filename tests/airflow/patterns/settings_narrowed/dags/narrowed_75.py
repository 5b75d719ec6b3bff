import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
if x in ("a", "b"):
    y = x.upper()
dag = DAG("settings_narrowed_75", schedule=None)
