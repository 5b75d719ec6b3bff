from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
@dataclass
class A:
    x: int
A(1, 2)

with DAG("dc_toomany", schedule=None) as dag_:
    EmptyOperator(task_id="t")
