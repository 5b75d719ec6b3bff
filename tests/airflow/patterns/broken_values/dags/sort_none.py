from airflow import DAG
from airflow.operators.empty import EmptyOperator
sorted([1, None])

with DAG("sort_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
