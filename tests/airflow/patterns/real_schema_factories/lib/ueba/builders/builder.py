from abc import ABCMeta, abstractmethod
from datetime import timedelta
try:
    from airflow.providers.standard.operators.python import ShortCircuitOperator
except ImportError:
    from airflow.operators.python import ShortCircuitOperator


class PresidioDagBuilder(metaclass=ABCMeta):
    def __init__(self, conf=None):
        self._conf = conf or {}

    @abstractmethod
    def build(self, dag):
        pass

    def _create_operator(self, dag, task_id, condition):
        return ShortCircuitOperator(task_id=task_id, dag=dag, python_callable=lambda **kwargs: condition(kwargs), retries=3)


class IndicatorDagBuilder(PresidioDagBuilder):
    def build(self, dag):
        first = self._create_operator(dag, '{0}_first'.format(dag.dag_id), lambda kw: True)
        second = self._create_operator(dag, 'second', lambda kw: kw["x"] == 1)
        first.set_downstream(second)
        second >> self._create_operator(dag, 'third', bool)
        return dag
