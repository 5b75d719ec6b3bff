import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
y = ["a", x]
z = [a.lower() for a in y if a]
dag = DAG("settings_narrowed_57", schedule=None)
