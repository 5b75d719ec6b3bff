from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A:
    __slots__ = ("x",)
class B(A): pass
B().y = 1

with DAG("attr_slots_child_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
