from airflow import DAG
from airflow.operators.empty import EmptyOperator
default_args = {"owner": "x"},
DAG("zz", default_args=default_args)

with DAG("dag_default_args_trailing", schedule=None) as dag_:
    EmptyOperator(task_id="t")
