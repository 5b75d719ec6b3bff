from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup

with DAG("defaults_of_a_group", start_date=datetime(2024, 1, 1), schedule=None):
    with TaskGroup("g", default_args={"retries": "x"}):
        EmptyOperator(task_id="t")
