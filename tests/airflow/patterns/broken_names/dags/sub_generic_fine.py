from airflow import DAG
from airflow.operators.empty import EmptyOperator
from typing import Generic, TypeVar
T = TypeVar("T")
class A(Generic[T]): pass
A[int]

with DAG("sub_generic_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
