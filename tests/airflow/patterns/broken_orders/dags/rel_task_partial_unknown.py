from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.decorators import task
with DAG("zz") as d:
    @task
    def f(x): return 1
    f.partial(y=1).expand(x=[1])

with DAG("rel_task_partial_unknown", schedule=None) as dag_:
    EmptyOperator(task_id="t")
