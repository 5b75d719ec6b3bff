import os
from airflow import DAG
from airflow.models import Variable
def f(x=None):
    x = x or os.getenv("NOPE")
    if not x:
        return "d"
    return x.lower()
y = f()
dag = DAG("settings_narrowed_58", schedule=None)
