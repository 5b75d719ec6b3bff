import os
from airflow import DAG
from airflow.models import Variable
x = (os.getenv("NOPE") or "1,2").split(",")
dag = DAG("settings_narrowed_33", schedule=None)
