# Entered in a function that is not called
# 3: nothing
from datetime import datetime

from airflow import DAG

def build():
    with DAG("a", schedule=None):
        pass
