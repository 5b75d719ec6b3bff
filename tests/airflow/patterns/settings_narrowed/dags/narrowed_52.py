import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
if x is not None and x.split(","):
    pass
dag = DAG("settings_narrowed_52", schedule=None)
