from abc import ABC, abstractmethod

from airflow import DAG


class BaseJob(ABC):
    group = "jobs"

    @abstractmethod
    def name(self) -> str: ...

    def dag_id(self):
        return f"{self.group}.{self.name()}"

    def as_dag(self):
        with DAG(self.dag_id(), schedule=None) as dag:
            self.tasks()
        return dag

    def tasks(self):
        pass
