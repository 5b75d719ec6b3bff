import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE") or "d"
x = x.split(",")
dag = DAG("settings_narrowed_32", schedule=None)
