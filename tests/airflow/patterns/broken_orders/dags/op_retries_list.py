from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz") as d: EmptyOperator(task_id="x", retries=[1])

with DAG("op_retries_list", schedule=None) as dag_:
    EmptyOperator(task_id="t")
