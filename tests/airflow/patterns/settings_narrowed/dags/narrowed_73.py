import os
from airflow import DAG
from airflow.models import Variable
def f():
    x = os.getenv("NOPE")
    if x is None:
        return None
    return int(x)
y = f()
dag = DAG("settings_narrowed_73", schedule=None)
