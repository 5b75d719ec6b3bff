from airflow import DAG
from airflow.operators.empty import EmptyOperator
with None: pass

with DAG("with_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
