from airflow import DAG
from airflow.operators.empty import EmptyOperator
from typing import Protocol
class P(Protocol):
    def f(self): ...
class Q(P): pass
Q()

with DAG("protocol_child_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
