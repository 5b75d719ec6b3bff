from airflow import DAG
from airflow.operators.empty import EmptyOperator
from datetime import datetime
datetime("2020-01-01")

with DAG("dt_str", schedule=None) as dag_:
    EmptyOperator(task_id="t")
