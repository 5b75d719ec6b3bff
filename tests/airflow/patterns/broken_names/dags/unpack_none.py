from airflow import DAG
from airflow.operators.empty import EmptyOperator
a, b = None

with DAG("unpack_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
