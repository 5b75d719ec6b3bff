# Entered in a function that is called
# 3: a
from datetime import datetime

from airflow import DAG

def build():
    with DAG("a", schedule=None):
        pass


build()
