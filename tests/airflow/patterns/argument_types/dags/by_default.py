"""Arguments for all operators have types too; this one is text."""
from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator

with DAG("types_by_default", schedule=None, start_date=datetime(2024, 1, 1), default_args={"email_on_retry": "False"}):
    EmptyOperator(task_id="a")
