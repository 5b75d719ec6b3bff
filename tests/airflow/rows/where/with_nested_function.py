# Entered two functions deep
# 3: a
from datetime import datetime

from airflow import DAG

def outer():
    def inner():
        with DAG("a", schedule=None):
            pass
    inner()


outer()
