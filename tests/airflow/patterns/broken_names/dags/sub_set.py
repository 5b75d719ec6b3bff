from airflow import DAG
from airflow.operators.empty import EmptyOperator
{1}[0]

with DAG("sub_set", schedule=None) as dag_:
    EmptyOperator(task_id="t")
