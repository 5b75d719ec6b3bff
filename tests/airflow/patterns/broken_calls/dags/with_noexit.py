from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A:
    def __enter__(self): return self
with A(): pass

with DAG("with_noexit", schedule=None) as dag_:
    EmptyOperator(task_id="t")
