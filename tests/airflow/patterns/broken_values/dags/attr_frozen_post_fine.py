from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
@dataclass(frozen=True)
class A:
    x: int
    def __post_init__(self): object.__setattr__(self, "y", 1)
A(1).y

with DAG("attr_frozen_post_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
