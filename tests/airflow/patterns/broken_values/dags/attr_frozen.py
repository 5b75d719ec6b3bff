from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
@dataclass(frozen=True)
class A:
    x: int
a = A(1)
a.x = 2

with DAG("attr_frozen", schedule=None) as dag_:
    EmptyOperator(task_id="t")
