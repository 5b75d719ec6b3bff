from airflow import DAG
from airflow.operators.empty import EmptyOperator
{}.popitem()

with DAG("known_popitem", schedule=None) as dag_:
    EmptyOperator(task_id="t")
