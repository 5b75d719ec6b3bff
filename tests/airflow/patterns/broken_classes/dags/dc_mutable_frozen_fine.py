from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
@dataclass(frozen=True)
class B:
    y: int = 1
@dataclass
class A:
    x: B = B()

with DAG("dc_mutable_frozen_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
