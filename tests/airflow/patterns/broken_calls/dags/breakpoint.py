from airflow import DAG
from airflow.operators.empty import EmptyOperator
breakpoint()

with DAG("breakpoint", schedule=None) as dag_:
    EmptyOperator(task_id="t")
