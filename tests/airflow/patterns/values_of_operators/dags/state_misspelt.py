from datetime import datetime

from airflow import DAG
from airflow.operators.trigger_dagrun import TriggerDagRunOperator

with DAG("state_misspelt", start_date=datetime(2024, 1, 1), schedule=None):
    TriggerDagRunOperator(task_id="t", trigger_dag_id="x", allowed_states=["succes"])
