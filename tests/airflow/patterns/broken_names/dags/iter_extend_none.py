from airflow import DAG
from airflow.operators.empty import EmptyOperator
x = []
x.extend(None)

with DAG("iter_extend_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
