from airflow import DAG
from airflow.operators.empty import EmptyOperator
from abc import ABC, abstractmethod
class A(ABC):
    @property
    @abstractmethod
    def f(self): pass
class B(A):
    f = 1
B()

with DAG("abc_property_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
