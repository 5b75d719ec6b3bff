from airflow import DAG
from airflow.operators.empty import EmptyOperator
from typing import NamedTuple
class P(NamedTuple):
    x: int = 1
    y: int

with DAG("nt_typing_order", schedule=None) as dag_:
    EmptyOperator(task_id="t")
