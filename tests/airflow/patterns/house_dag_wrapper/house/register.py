"""Makes DAGs of short descriptions, and puts them where they are asked for."""

from datetime import datetime

from airflow.operators.bash import BashOperator

from house.steps import Step
from house.wrapper import HouseDag


class Description:
    def __init__(self, name, suffix=None, place=None, **extra):
        self.name = name
        self.suffix = suffix
        self.place = place

    @property
    def dag_id(self):
        return "-".join(filter(None, ["house", self.name.lower(), self.suffix, self.place]))

    def create(self) -> HouseDag:
        dag = HouseDag(dag_id=self.dag_id, start_date=datetime(2024, 1, 1), schedule="@daily")
        dag >> Step(BashOperator(task_id="run", bash_command="true"))
        return dag


class Register:
    def __init__(self, scope):
        self.scope = scope

    def add(self, description: Description):
        dag = description.create()
        self.scope[dag.inner.dag_id] = dag.inner
        return dag
