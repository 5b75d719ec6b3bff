# start_date=None in default_args
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule="@daily", default_args={"start_date": None}):
    EmptyOperator(task_id="t")
