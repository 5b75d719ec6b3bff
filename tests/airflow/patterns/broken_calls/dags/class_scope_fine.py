from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A:
    x = [1, 2]
    y = [i for i in x]

with DAG("class_scope_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
