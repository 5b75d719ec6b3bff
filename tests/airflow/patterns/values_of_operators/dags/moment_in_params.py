from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator

with DAG("moment_in_params", start_date=datetime(2024, 1, 1), schedule=None):
    EmptyOperator(task_id="t", params={"when": datetime(2024, 1, 1)})
