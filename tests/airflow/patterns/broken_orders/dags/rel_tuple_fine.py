from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz") as d:
    a = EmptyOperator(task_id="x")
    a >> (EmptyOperator(task_id="y"), EmptyOperator(task_id="z"))

with DAG("rel_tuple_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
