from airflow import DAG
from airflow.operators.empty import EmptyOperator
x = None
x.foo

with DAG("attr_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
