from __future__ import annotations
import abc
import dataclasses
from typing import Generic, TypeVar, Union
import attrs
from airflow.models.taskmixin import DAGNode
from airflow.operators.python import PythonOperator
from airflow.utils.task_group import TaskGroup
from lab.apis import config as cfg
from dags.common.hardware import Zone
import dags.common.places as places


class Base(abc.ABC):
    @abc.abstractmethod
    def run(self) -> DAGNode:
        ...

    def __rshift__(self, other):
        return self.run() >> other.run()


def run_all(tests):
    groups = []
    for test in tests:
        groups.append(test.run())
    return groups


@dataclasses.dataclass
class Plan(Base):
    test: cfg.Trial
    zone: Zone = Zone.NORTH
    extra: dict = dataclasses.field(default_factory=dict)

    def at(self, **changes) -> "Plan":
        return dataclasses.replace(self, **changes)

    def run(self):
        with TaskGroup(group_id=self.test.ident, prefix_group_id=True) as group:
            a = PythonOperator(task_id="prepare", python_callable=print)
            b = PythonOperator(task_id=f"run_{self.zone.region()}", python_callable=print)
            a >> b
            self.clean()
        return group

    def clean(self):
        return PythonOperator(task_id="clean", python_callable=print, trigger_rule="all_done")


class Bag:
    def __init__(self, **kw):
        self.dag_id = "none"
        self.__dict__.update(kw)
