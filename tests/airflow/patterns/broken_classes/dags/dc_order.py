from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
@dataclass
class A:
    x: int = 1
    y: int

with DAG("dc_order", schedule=None) as dag_:
    EmptyOperator(task_id="t")
