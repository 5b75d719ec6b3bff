"""Fields that are given by name only, in front of those that are given by position."""

import abc
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from typing import Generic, List, Optional, TypeVar

import attrs
from airflow import DAG
from airflow.operators.bash import BashOperator

D = TypeVar("D")


@attrs.define
class Trial(abc.ABC, Generic[D]):
    device: D
    name: str
    minutes: int = attrs.field(default=30, kw_only=True)
    owner: Optional[str] = attrs.field(default=None, kw_only=True)

    @property
    @abc.abstractmethod
    def ident(self) -> str:
        ...


@attrs.define
class CardTrial(Trial[str]):
    label: str
    steps: List[str] = attrs.field(factory=list)

    @property
    def ident(self):
        return f"{self.name}-{self.label}-{self.device}-{self.minutes}-{len(self.steps)}"


@dataclass
class Old:
    title: str
    extra: str = field(default="e", kw_only=True)
    size: int = 3


@dataclass
class Base:
    name: str
    _: KW_ONLY
    owner: str = "all"


@dataclass
class Child(Base):
    size: int = 1


@dataclass(kw_only=True)
class Named:
    owner: str = "all"


@dataclass
class Sized(Named):
    size: int


def make(dag_id):
    with DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1)) as dag:
        BashOperator(task_id="run", bash_command="true")
    return dag


a = make(CardTrial("h100", "speed", "fast", ["go"], minutes=9).ident)
old = Old("t", 7, extra="x")
b = make(f"old_{old.title}_{old.size}_{old.extra}")
child = Child("c", 5, owner="me")
c = make(f"child_{child.name}_{child.size}_{child.owner}")
sized = Sized(4)
d = make(f"sized_{sized.size}_{sized.owner}")
