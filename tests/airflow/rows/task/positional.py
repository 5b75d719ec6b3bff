# task_id by position
# 2: error AirflowException
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    EmptyOperator("t")
