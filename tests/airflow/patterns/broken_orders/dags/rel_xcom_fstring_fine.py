from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.decorators import task
with DAG("zz") as d:
    @task
    def f(): return 1
    x = f"{f()}"

with DAG("rel_xcom_fstring_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
