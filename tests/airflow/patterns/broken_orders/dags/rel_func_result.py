from airflow import DAG
from airflow.operators.empty import EmptyOperator
def f(): pass
with DAG("zz") as d:
    EmptyOperator(task_id="x") >> f()

with DAG("rel_func_result", schedule=None) as dag_:
    EmptyOperator(task_id="t")
