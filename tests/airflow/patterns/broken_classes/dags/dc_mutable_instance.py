from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
@dataclass
class B:
    y: int = 1
@dataclass
class A:
    x: B = B()

with DAG("dc_mutable_instance", schedule=None) as dag_:
    EmptyOperator(task_id="t")
