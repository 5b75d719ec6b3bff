from airflow import DAG
from airflow.operators.empty import EmptyOperator
from collections import Mapping

with DAG("from_missing_std2", schedule=None) as dag_:
    EmptyOperator(task_id="t")
