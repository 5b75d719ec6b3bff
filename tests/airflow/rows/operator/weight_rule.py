# EmptyOperator(weight_rule="x")
# 2: error AirflowException
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    EmptyOperator(task_id="t", weight_rule="x")
