# Returned, and discarded
# 3: nothing
from datetime import datetime

from airflow import DAG

def make(i):
    return DAG(i, schedule=None)


make("a")
