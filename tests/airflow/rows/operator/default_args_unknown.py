# An unknown argument in default_args
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None, default_args={"nonsense": 1, "task_concurrency": 1}):
    EmptyOperator(task_id="t")
