import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
x = x and x.split(",")
dag = DAG("settings_narrowed_36", schedule=None)
