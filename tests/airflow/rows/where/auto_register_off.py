# auto_register=False, entered
# 2: nothing
# 3: nothing
from datetime import datetime

from airflow import DAG

def build():
    with DAG("a", schedule=None, auto_register=False):
        pass


build()
