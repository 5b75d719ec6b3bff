from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.decorators import task
with DAG("zz") as d:
    @task
    def f(): pass
    @task
    def g(): pass
    f >> g

with DAG("rel_taskflow_both", schedule=None) as dag_:
    EmptyOperator(task_id="t")
