import os
from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
y = x.split() if isinstance(x, str) else x
dag = DAG("settings_narrowed_68", schedule=None)
