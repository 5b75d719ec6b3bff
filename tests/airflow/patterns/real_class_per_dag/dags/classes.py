from abc import ABC, abstractmethod
from datetime import datetime

from airflow import DAG


class BasePipeline(ABC):
    schedule = None
    tags = []

    def __init__(self, name=None):
        self.name = name or self.__class__.__name__.lower()

    @property
    @abstractmethod
    def layer(self):
        ...

    def get_id(self):
        return f"{self.layer}_{self.name}"

    def tasks(self, dag):
        raise NotImplementedError

    def create(self):
        dag = DAG(self.get_id(), schedule=self.schedule, start_date=datetime(2024, 1, 1), tags=self.tags)
        with dag:
            self.tasks(dag)
        return dag


class Bronze(BasePipeline):
    layer = "bronze"

    def tasks(self, dag):
        return []


class Silver(Bronze):
    layer = "silver"
    tags = ["silver"]

    def get_id(self):
        return super().get_id() + "_v2"


bronze = Bronze().create()
silver = Silver("orders").create()
pipelines = [Bronze(f"many_{i}") for i in range(2)]
for pipeline in pipelines:
    globals()[pipeline.get_id()] = pipeline.create()
