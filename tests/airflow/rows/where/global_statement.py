# A global made in a function
# 3: a
from datetime import datetime

from airflow import DAG

def build():
    global d
    d = DAG("a", schedule=None)


build()
