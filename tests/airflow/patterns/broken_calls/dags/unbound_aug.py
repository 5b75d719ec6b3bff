from airflow import DAG
from airflow.operators.empty import EmptyOperator
x = 1
def f():
    x += 1
f()

with DAG("unbound_aug", schedule=None) as dag_:
    EmptyOperator(task_id="t")
