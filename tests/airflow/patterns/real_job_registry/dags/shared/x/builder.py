from __future__ import annotations
import importlib
import pkgutil
import types
from typing import Callable, ClassVar, Protocol, runtime_checkable
from airflow import DAG
import pendulum


@runtime_checkable
class HasTasks(Protocol):
    def tasks(self) -> None: ...


class Registry(type):
    known: ClassVar[dict[str, type]] = {}

    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        if not ns.get("abstract", False):
            mcs.known[ns.get("slug") or name.lower()] = cls
        return cls


class Job(metaclass=Registry):
    abstract = True
    slug: str | None = None
    schedule = "@daily"
    owner = "core"

    def __init__(self, **overrides):
        for key, value in overrides.items():
            if not hasattr(self, key):
                raise AttributeError(key)
            setattr(self, key, value)

    @property
    def dag_id(self):
        return f"{self.owner}.{self.slug or type(self).__name__.lower()}"

    def build(self) -> DAG:
        assert isinstance(self, HasTasks)
        with DAG(self.dag_id, schedule=self.schedule, start_date=pendulum.datetime(2024, 1, 1), tags=[self.owner], doc_md=(self.__doc__ or "").strip() or None) as dag:
            self.tasks()
        return dag


def load_all(package: types.ModuleType) -> dict[str, type]:
    for info in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{info.name}")
    return Registry.known
