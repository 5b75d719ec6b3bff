from airflow import DAG
from airflow.operators.empty import EmptyOperator
raise None

with DAG("raise_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
