# One id twice, entered
# 3: a
from datetime import datetime

from airflow import DAG

with DAG("a", schedule=None):
    pass
with DAG("a", schedule=None):
    pass
