# EmptyOperator(retry_policy=None)
# 2: error AirflowException
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    EmptyOperator(task_id="t", retry_policy=None)
