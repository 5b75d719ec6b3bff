from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.decorators import task
with DAG("zz") as d:
    @task
    def f(x): return 1
    f.expand(x="abc")

with DAG("rel_task_expand_str", schedule=None) as dag_:
    EmptyOperator(task_id="t")
