# DummyOperator
# 2: a
# 3: error ModuleNotFoundError
from datetime import datetime

from airflow import DAG

from airflow.operators.dummy import DummyOperator

with DAG("a", schedule=None):
    DummyOperator(task_id="t")
