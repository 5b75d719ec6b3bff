from airflow import DAG
from airflow.operators.empty import EmptyOperator
x = None
x[0]

with DAG("sub_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
