from airflow import DAG
from airflow.operators.empty import EmptyOperator
from enum import Enum
class E(Enum):
    A = 1
    B = 2
E.A < E.B

with DAG("enum_cmp", schedule=None) as dag_:
    EmptyOperator(task_id="t")
