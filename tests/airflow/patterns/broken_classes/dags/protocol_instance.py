from airflow import DAG
from airflow.operators.empty import EmptyOperator
from typing import Protocol
class P(Protocol):
    def f(self): ...
P()

with DAG("protocol_instance", schedule=None) as dag_:
    EmptyOperator(task_id="t")
