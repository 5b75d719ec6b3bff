from airflow import DAG
from airflow.operators.empty import EmptyOperator
None < 1

with DAG("cmp_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
