from airflow import DAG
from airflow.operators.empty import EmptyOperator
from enum import Enum, unique
@unique
class E(Enum):
    A = 1
    B = 1

with DAG("enum_unique", schedule=None) as dag_:
    EmptyOperator(task_id="t")
