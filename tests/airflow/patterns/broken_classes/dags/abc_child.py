from airflow import DAG
from airflow.operators.empty import EmptyOperator
from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): pass
class B(A): pass
B()

with DAG("abc_child", schedule=None) as dag_:
    EmptyOperator(task_id="t")
