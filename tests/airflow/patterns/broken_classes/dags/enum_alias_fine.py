from airflow import DAG
from airflow.operators.empty import EmptyOperator
from enum import Enum
class E(Enum):
    A = 1
    B = 1

with DAG("enum_alias_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
