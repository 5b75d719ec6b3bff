from airflow import DAG
from airflow.operators.empty import EmptyOperator
from enum import Enum
class E(Enum):
    A = 1
class F(E):
    B = 2

with DAG("enum_extend", schedule=None) as dag_:
    EmptyOperator(task_id="t")
