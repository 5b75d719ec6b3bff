from airflow import DAG
from airflow.operators.empty import EmptyOperator
import os
os()

with DAG("call_module", schedule=None) as dag_:
    EmptyOperator(task_id="t")
