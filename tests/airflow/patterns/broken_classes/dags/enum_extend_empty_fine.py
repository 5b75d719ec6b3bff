from airflow import DAG
from airflow.operators.empty import EmptyOperator
from enum import Enum
class E(Enum):
    def f(self): pass
class F(E):
    B = 2

with DAG("enum_extend_empty_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
