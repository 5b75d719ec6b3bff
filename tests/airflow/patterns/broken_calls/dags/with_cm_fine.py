from airflow import DAG
from airflow.operators.empty import EmptyOperator
from contextlib import contextmanager
@contextmanager
def f(): yield 1
with f(): pass

with DAG("with_cm_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
