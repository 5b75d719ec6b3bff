from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator

with DAG("scheduled_without_start", schedule="@daily"):
    EmptyOperator(task_id="t")
