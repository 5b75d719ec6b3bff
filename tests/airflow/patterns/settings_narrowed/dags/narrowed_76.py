import os
from airflow import DAG
from airflow.models import Variable
x = {"a": os.getenv("NOPE")}
if x["a"]:
    y = x["a"].split()
dag = DAG("settings_narrowed_76", schedule=None)
