from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.decorators import task
with DAG("zz") as d:
    @task
    def f(): pass
    EmptyOperator(task_id="x") >> f

with DAG("rel_taskflow_uncalled", schedule=None) as dag_:
    EmptyOperator(task_id="t")
