from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator

with DAG("start_on_task", schedule="@daily"):
    EmptyOperator(task_id="t", start_date=datetime(2021, 1, 1))
