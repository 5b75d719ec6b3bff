# EmptyOperator(execution_timeout=None)
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    EmptyOperator(task_id="t", execution_timeout=None)
