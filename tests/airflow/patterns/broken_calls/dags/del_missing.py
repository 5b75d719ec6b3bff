from airflow import DAG
from airflow.operators.empty import EmptyOperator
del foo

with DAG("del_missing", schedule=None) as dag_:
    EmptyOperator(task_id="t")
