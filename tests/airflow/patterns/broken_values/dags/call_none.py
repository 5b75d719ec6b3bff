from airflow import DAG
from airflow.operators.empty import EmptyOperator
n = None
n()

with DAG("call_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
