from airflow import DAG
from airflow.operators.empty import EmptyOperator
len(None)

with DAG("len_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
