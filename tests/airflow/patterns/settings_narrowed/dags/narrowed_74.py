import os
from airflow import DAG
from airflow.models import Variable
while os.getenv("NOPE") and os.getenv("NOPE").lower() == "y":
    break
dag = DAG("settings_narrowed_74", schedule=None)
