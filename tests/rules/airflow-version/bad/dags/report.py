from airflow.operators.dummy import DummyOperator
from airflow.sdk import DAG

with DAG("report", schedule=None):
    DummyOperator(task_id="start")
