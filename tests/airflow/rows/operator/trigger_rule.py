# EmptyOperator(trigger_rule="never")
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    EmptyOperator(task_id="t", trigger_rule="never")
