from airflow import DAG
from airflow.operators.empty import EmptyOperator
from enum import Enum
class E(Enum):
    A = 1
    A = 2

with DAG("enum_dup", schedule=None) as dag_:
    EmptyOperator(task_id="t")
