from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated, Callable, Generic, Literal, NewType, Protocol, TypeVar, Union, overload

from airflow import DAG

T = TypeVar("T", bound="Step")
DagId = NewType("DagId", str)
Mode = Literal["full", "delta"]
Numbers = Union[int, float]


class Runs(Protocol):
    def run(self) -> int: ...


@dataclass(order=True)
class Step(Generic[T]):
    name: Annotated[str, "the name"]
    after: Callable[[T], Numbers] | None = None


@overload
def make(x: str) -> DAG: ...
@overload
def make(x: Step) -> DAG: ...
def make(x):
    return DAG(DagId(x.name if isinstance(x, Step) else x), schedule=None)


one = make("typed_str")
two = make(Step("typed_step"))
