import os
from airflow import DAG
from airflow.models import Variable
x = str(os.getenv("NOPE")).split("-")
dag = DAG("settings_narrowed_39", schedule=None)
