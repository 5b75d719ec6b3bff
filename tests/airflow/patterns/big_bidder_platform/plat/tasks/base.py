from __future__ import annotations

import abc
from typing import TYPE_CHECKING, List, Optional, Self, Union

from airflow.utils.task_group import TaskGroup

from plat.core.base import PlatError
from plat.core.visitor import AbstractVisitor

if TYPE_CHECKING:
    from airflow.models import BaseOperator

    from plat.core.base import PlatDag


class BaseTask(abc.ABC):
    def __init__(self, task_id: str = None):
        self._task_id = task_id
        self._dag: Optional[PlatDag] = None
        self._upstream: List[BaseTask] = []
        self._downstream: List[BaseTask] = []
        self._group_id: Optional[str] = None
        self._is_setup: bool = False
        self._parent_group: Optional[TaskGroup] = None

    @abc.abstractmethod
    def first_op(self) -> Union[Optional["BaseOperator"], List["BaseOperator"]]:
        pass

    @abc.abstractmethod
    def last_op(self) -> Union[Optional["BaseOperator"], List["BaseOperator"]]:
        pass

    @property
    def task_id(self) -> Optional[str]:
        return self._task_id

    @property
    def downstream(self) -> List["BaseTask"]:
        return [x for x in self._downstream]

    @property
    @abc.abstractmethod
    def _children(self) -> List["BaseTask"]:
        pass

    def as_setup(self) -> Self:
        self._is_setup = True
        for task in self._children:
            task.as_setup()
        return self

    def as_group(self, group_id) -> Self:
        self._group_id = group_id
        return self

    def _set_dag(self, dag: "PlatDag") -> None:
        if not dag:
            raise PlatError("dag must not be None")
        if self._dag and self._dag != dag:
            raise PlatError("dag is set")
        if self._dag == dag:
            return
        self._dag = dag
        self._adopt_group()
        self._adopt_dag(dag)
        for d in self._downstream:
            d._set_dag(dag)
            if self.last_op() and d.first_op():
                self.last_op() >> d.first_op()

    @abc.abstractmethod
    def _adopt_dag(self, dag: "PlatDag") -> None:
        pass

    def set_downstream(self, others: BaseTask | list[BaseTask]):
        if not isinstance(others, list):
            others = [others]
        for other in others:
            if other not in self._downstream:
                self._downstream.append(other)
            if self not in other._upstream:
                other._upstream.append(self)
            if self._dag:
                other._set_dag(self._dag)
                if self.last_op() and other.first_op():
                    self.last_op() >> other.first_op()

    def __rshift__(self, others: BaseTask | list[BaseTask]) -> BaseTask | list[BaseTask]:
        self.set_downstream(others)
        return others

    def __rrshift__(self, other):
        if isinstance(other, list):
            for task in other:
                task >> self
        else:
            raise NotImplementedError
        return self

    def accept(self, visitor: "AbstractVisitor") -> None:
        visitor.visit_base(self)

    def _adopt_group(self) -> None:
        if self._group_id is not None:
            group = TaskGroup(
                group_id=self._group_id, dag=self._dag.airflow_dag, parent_group=self._parent_group, prefix_group_id=False
            )
            for task in self._children:
                task._parent_group = group
