import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
y = [a for a in x.split(",")] if x else []
dag = DAG("settings_narrowed_54", schedule=None)
