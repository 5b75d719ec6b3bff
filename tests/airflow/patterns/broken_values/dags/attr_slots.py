from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A:
    __slots__ = ("x",)
a = A()
a.y = 1

with DAG("attr_slots", schedule=None) as dag_:
    EmptyOperator(task_id="t")
