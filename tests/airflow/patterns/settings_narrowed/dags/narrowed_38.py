import os
from airflow import DAG
from airflow.models import Variable
x = f'{os.getenv("NOPE")}-x'.split("-")
dag = DAG("settings_narrowed_38", schedule=None)
