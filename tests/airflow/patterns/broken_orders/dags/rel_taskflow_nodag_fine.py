from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.decorators import task
@task
def f(): return 1
f()

with DAG("rel_taskflow_nodag_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
