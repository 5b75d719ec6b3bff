from airflow import DAG
from airflow.operators.empty import EmptyOperator
def f(): return f()
f()

with DAG("recursion", schedule=None) as dag_:
    EmptyOperator(task_id="t")
