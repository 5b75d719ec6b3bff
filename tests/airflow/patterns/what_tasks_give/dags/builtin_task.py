from datetime import datetime

from airflow import DAG
from airflow.decorators import task

with DAG("builtin_task", start_date=datetime(2024, 1, 1), schedule=None):
    task(task_id="show")(print)("a")
