# start_date on one of two tasks
# 2: error ValueError
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule="@daily"):
    EmptyOperator(task_id="t", start_date=datetime(2024, 1, 1))
    EmptyOperator(task_id="u")
