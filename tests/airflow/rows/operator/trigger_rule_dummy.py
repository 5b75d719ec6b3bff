# trigger_rule=dummy
# 2: a
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    EmptyOperator(task_id="t", trigger_rule="dummy")
