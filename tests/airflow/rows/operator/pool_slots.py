# EmptyOperator(pool_slots=0)
# 2: error ValueError
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    EmptyOperator(task_id="t", pool_slots=0)
