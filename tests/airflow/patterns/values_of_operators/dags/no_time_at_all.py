from datetime import datetime

from airflow import DAG
from airflow.operators.datetime import BranchDateTimeOperator

with DAG("no_time_at_all", start_date=datetime(2024, 1, 1), schedule=None):
    BranchDateTimeOperator(task_id="t", follow_task_ids_if_true="a", follow_task_ids_if_false="b", target_lower=None, target_upper=None)
