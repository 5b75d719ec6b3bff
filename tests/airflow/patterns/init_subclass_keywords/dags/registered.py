"""Classes register below the group that their definition names."""

from abc import ABC, abstractmethod
from datetime import datetime

from airflow import DAG


class Label:
    @property
    def label(self):
        return self.__class__.__name__.replace("Line", "").lower()


class Line(Label, ABC):
    groups = {}

    def __init_subclass__(cls, /, group="others", **kwargs):
        super().__init_subclass__(**kwargs)
        cls.group = group
        Line.groups.setdefault(group, []).append(cls)

    @property
    @abstractmethod
    def tables(self):
        ...

    def build(self):
        for table in self.tables:
            yield DAG(f"{self.group}_{self.label}_{table}", schedule=None, start_date=datetime(2024, 1, 1))


class OrdersLine(Line, group="sales"):
    tables = ("o1", "o2")


class UsersLine(Line):
    @property
    def tables(self):
        return [f"u{number}" for number in range(2)]


for group, lines in Line.groups.items():
    for line in lines:
        for dag in line().build():
            globals()[f"{group}__{dag.dag_id}"] = dag
