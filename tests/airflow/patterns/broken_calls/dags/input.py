from airflow import DAG
from airflow.operators.empty import EmptyOperator
input()

with DAG("input", schedule=None) as dag_:
    EmptyOperator(task_id="t")
