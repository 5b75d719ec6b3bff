from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
@dataclass(frozen=True)
class A:
    x: int
@dataclass
class B(A):
    y: int

with DAG("dc_frozen_inherit", schedule=None) as dag_:
    EmptyOperator(task_id="t")
