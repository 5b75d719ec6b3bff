from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz") as d:
    EmptyOperator(task_id="a")
    EmptyOperator(task_id="b")
d.set_dependency("a", "b")

with DAG("dag_set_dependency_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
