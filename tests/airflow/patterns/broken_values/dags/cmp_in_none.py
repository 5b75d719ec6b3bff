from airflow import DAG
from airflow.operators.empty import EmptyOperator
1 in None

with DAG("cmp_in_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
