from airflow import DAG
from airflow.models.baseoperator import BaseOperator

with DAG("dag_after_a_task", schedule=None) as dag:
    first = BaseOperator(task_id="first")
    first >> dag
