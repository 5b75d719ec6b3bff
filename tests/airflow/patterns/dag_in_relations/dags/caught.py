from airflow import DAG
from airflow.models.baseoperator import BaseOperator

with DAG("dag_relation_caught", schedule=None) as dag:
    first = BaseOperator(task_id="first")
    try:
        dag >> first
    except AttributeError:
        pass
