from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.decorators import dag
@dag()
def f():
    t = (1,)
    t[0] = 2
f()

with DAG("dag_deco_body", schedule=None) as dag_:
    EmptyOperator(task_id="t")
