from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
@dataclass
class A:
    x: list = []

with DAG("dc_mutable", schedule=None) as dag_:
    EmptyOperator(task_id="t")
