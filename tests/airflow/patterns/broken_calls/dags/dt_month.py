from airflow import DAG
from airflow.operators.empty import EmptyOperator
from datetime import datetime
datetime(2020, 13, 1)

with DAG("dt_month", schedule=None) as dag_:
    EmptyOperator(task_id="t")
