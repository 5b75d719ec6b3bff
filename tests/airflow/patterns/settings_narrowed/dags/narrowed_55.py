import os
from airflow import DAG
from airflow.models import Variable
if (x := os.getenv("NOPE")):
    y = x.split(",")
dag = DAG("settings_narrowed_55", schedule=None)
