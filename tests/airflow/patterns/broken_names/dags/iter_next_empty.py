from airflow import DAG
from airflow.operators.empty import EmptyOperator
next(iter([]))

with DAG("iter_next_empty", schedule=None) as dag_:
    EmptyOperator(task_id="t")
