from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.decorators import task
with DAG("zz") as d:
    @task
    def f(): pass
    f() >> None

with DAG("rel_xcom_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
