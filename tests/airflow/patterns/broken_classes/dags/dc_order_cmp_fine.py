from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
@dataclass(order=True)
class A:
    x: int
A(1) < A(2)

with DAG("dc_order_cmp_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
