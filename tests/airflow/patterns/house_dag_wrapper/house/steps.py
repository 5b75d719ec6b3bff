"""Tasks that join a DAG later."""


class Step:
    def __init__(self, operator=None):
        self._dag = None
        self._next = set()
        self.operator = operator

    def join(self, dag):
        if self._dag is not None:
            return
        self._dag = dag
        if self.operator is not None and not self.operator.has_dag():
            self.operator.dag = dag.inner
        for one in self._next:
            one.join(dag)

    def __rshift__(self, other):
        self._next.add(other)
        if self._dag:
            other.join(self._dag)
        return other
