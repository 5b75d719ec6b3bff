import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
x = x.split(",") if x else []
dag = DAG("settings_narrowed_35", schedule=None)
