import abc
from typing import TYPE_CHECKING, List

if TYPE_CHECKING:
    from plat.tasks.base import BaseTask
    from plat.tasks.op import OpTask


class AbstractVisitor(abc.ABC):
    @abc.abstractmethod
    def visit_base(self, node: "BaseTask"):
        pass

    def visit_op(self, node: "OpTask"):
        self.visit_base(node)

    def visit_chain(self, node):
        for task in node._tasks:
            self.visit_base(task)


class CollectOps(AbstractVisitor):
    def __init__(self):
        self.ops: List[OpTask] = []

    @staticmethod
    def gather(node: "BaseTask") -> List["OpTask"]:
        visitor = CollectOps()
        node.accept(visitor)
        return visitor.ops

    def visit_base(self, node: "BaseTask"):
        node.accept(self)

    def visit_op(self, node: "OpTask"):
        self.ops.append(node)
