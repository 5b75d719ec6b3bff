# schedule=timedelta(days=1) without a start_date, with a task
# 2: error ValueError
# 3: a
from datetime import datetime

from airflow import DAG

from datetime import timedelta

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=timedelta(days=1)):
    EmptyOperator(task_id="t")
