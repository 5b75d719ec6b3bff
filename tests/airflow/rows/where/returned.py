# Returned by a function
# 3: a
from datetime import datetime

from airflow import DAG

def make(i):
    return DAG(i, schedule=None)


d = make("a")
