from airflow import DAG
from airflow.operators.empty import EmptyOperator
a, b = {1, 2, 3}

with DAG("unpack_set", schedule=None) as dag_:
    EmptyOperator(task_id="t")
