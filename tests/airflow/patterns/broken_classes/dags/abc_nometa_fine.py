from airflow import DAG
from airflow.operators.empty import EmptyOperator
from abc import abstractmethod
class A:
    @abstractmethod
    def f(self): pass
A()

with DAG("abc_nometa_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
