"""Airflow DAGs of generators and tables."""
import datetime
import os
from typing import Iterator
from airflow import models
from airflow.operators.bash import BashOperator
from dags.suites import shared as sh
import dags.suites.shared as again

CONFIGS = {
    "a": "runs/first/a_train.yaml",
    "b": "runs/second/b_eval.yaml",
}


class Variant:
    def __init__(self, group: str, name: str, steps: int = 1):
        self.group, self.name, self.steps = group, name, steps

    def dag_id(self):
        return "-".join([self.group, self.name, str(self.steps)])

    def create(self):
        with models.DAG(dag_id=self.dag_id(), schedule=None, start_date=datetime.datetime(2024, 1, 1)) as dag:
            for i in range(self.steps):
                BashOperator(task_id=f"s{i}", bash_command="true")
        return dag


def all_for(group: str) -> Iterator[Variant]:
    for steps in (1, 2):
        for name in sh.NAMES[group]:
            yield Variant(group, name, steps)


def everything():
    for group in sh.NAMES:
        yield from all_for(group)


for v in everything():
    globals()[v.dag_id()] = v.create()

for key, path in CONFIGS.items():
    base = os.path.basename(path).replace(".yaml", "")
    with models.DAG(dag_id=f"train_{key}_{base}", schedule=None, start_date=datetime.datetime(2024, 1, 1)) as dag:
        BashOperator(task_id="x", bash_command="true")

tests = [sh.Step(n) for n in ("p", "q")]
with models.DAG(dag_id=f"steps_{tests[0].n}", schedule=None, start_date=datetime.datetime(2024, 1, 1)):
    tests[0] >> tests[-1]
    last = None
    for x in tests:
        current = x.run()
        if last is not None:
            last >> current
        last = current
