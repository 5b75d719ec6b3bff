from airflow import DAG
from airflow.operators.empty import EmptyOperator
from abc import ABC, abstractmethod
from dataclasses import dataclass
@dataclass
class A(ABC):
    x: int
    @abstractmethod
    def build(self): pass
A(1)

with DAG("abc_dataclass", schedule=None) as dag_:
    EmptyOperator(task_id="t")
