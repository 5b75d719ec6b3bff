from typing import TYPE_CHECKING, List, Optional

from plat.core.base import PlatError
from plat.tasks.base import BaseTask

if TYPE_CHECKING:
    from airflow.models import BaseOperator


class OpTask(BaseTask):
    def __init__(self, task_id: str = None, op: Optional["BaseOperator"] = None):
        super().__init__(task_id)
        self._op = op
        if op and not self._task_id:
            self._task_id = op.task_id

    def first_op(self) -> Optional["BaseOperator"]:
        return self._op

    def last_op(self) -> Optional["BaseOperator"]:
        return self._op

    @property
    def _children(self) -> List["BaseTask"]:
        return []

    def set_op(self, op: "BaseOperator") -> None:
        if not op:
            raise PlatError("op must not be None")
        self._op = op

    def _adopt_dag(self, dag) -> None:
        if self._op:
            if self._parent_group is not None:
                self._op.task_id = self._parent_group.child_id(self._op.task_id)
            adag = self._dag.airflow_dag
            self._op.dag = adag
            if "owner" in adag.default_args:
                self._op.owner = adag.default_args["owner"]

    def accept(self, visitor) -> None:
        visitor.visit_op(self)


class Chain(BaseTask):
    def __init__(self, task_id: str, tasks: List[BaseTask]):
        super().__init__(task_id)
        if not tasks:
            raise PlatError("You must provide some tasks")
        self._tasks = tasks
        for i in range(len(tasks) - 1):
            tasks[i] >> tasks[i + 1]

    def _adopt_dag(self, dag) -> None:
        self._tasks[0]._set_dag(dag)

    def first_op(self):
        return self._tasks[0].first_op()

    def last_op(self):
        return self._tasks[-1].last_op()

    @property
    def _children(self):
        return self._tasks

    def accept(self, visitor) -> None:
        visitor.visit_chain(self)
