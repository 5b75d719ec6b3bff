# task_id=1
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    EmptyOperator(task_id=1)
