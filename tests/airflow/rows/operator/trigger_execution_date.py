# TriggerDagRunOperator(execution_date=)
# 2: a
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.operators.trigger_dagrun import TriggerDagRunOperator

with DAG("a", schedule=None):
    TriggerDagRunOperator(task_id="t", trigger_dag_id="x", execution_date=None)
