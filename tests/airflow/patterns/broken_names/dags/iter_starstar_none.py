from airflow import DAG
from airflow.operators.empty import EmptyOperator
dict(**None)

with DAG("iter_starstar_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
