"""Templates that ask for attributes and items."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from types import SimpleNamespace

from airflow import DAG


class Kind(Enum):
    FIRST = "alpha"


@dataclass
class Source:
    name: str
    place: str = "north"
    tags: tuple = ("x", "y")


class Job:
    def __init__(self, number):
        self.number = number

    @property
    def full(self):
        return "{self.number:03d}".format(self=self)

    def dag(self):
        return make("{0}_{self.full}".format("job", self=self))


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


orders = Source("orders")
a = make("{kind.value}_{kind.name}".format(kind=Kind.FIRST))
b = make("{s.name}-{s.place}-{s.tags[1]}".format(s=orders))
c = Job(7).dag()
d = make("{0.name}_{1[k]}_{2[0]}".format(orders, dict(k="v"), ["l"]))
e = make("{ns.a}_{ns.b:02d}".format(ns=SimpleNamespace(a="s", b=4)))
f = make("{.name}_{.place}_{}".format(orders, orders, "end"))
g = make("{one.__class__.__name__}".format(one=orders))
h = make("{d[a][b]}".format(d={"a": {"b": "deep"}}))
i = make("{s.name:_>8}".format(s=orders))
