# EmptyOperator(task_concurrency=1)
# 2: a
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    EmptyOperator(task_id="t", task_concurrency=1)
