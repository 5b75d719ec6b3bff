"""A DAG of its own kind, which tries every combination: an Airflow DAG."""

import hashlib
import json
from datetime import datetime
from enum import Enum
from itertools import product

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup

from common.conf import ENV, Tags


class Mode(str, Enum):
    ALL = "all"
    ONE = "one"


class EmptyGrid(Exception):
    """Nothing is to be tried."""


class GridDAG(DAG):
    MOST = 10

    def __init__(self, steps, grid=None, common=None, mode=Mode.ALL, machines=1, *args, **kwargs):
        if "schedule" in kwargs:
            del kwargs["schedule"]
        kwargs["schedule"] = None
        super().__init__(*args, **kwargs)
        if not callable(steps):
            raise ValueError("Not a function.")
        self.steps = steps
        self.grid = grid or {}
        self.common = common or {}
        self.mode = mode
        self.trials = self._trials()
        self.machines = min(machines, self.MOST, len(self.trials or []))

    def _trials(self):
        if not self.grid:
            return [self.common.copy()]
        trials = []
        if self.mode == Mode.ALL:
            for values in product(*self.grid.values()):
                trials.append({**self.common, **dict(zip(self.grid.keys(), values))})
        elif self.mode == Mode.ONE:
            for key, values in self.grid.items():
                for value in values:
                    trial = self.common.copy()
                    trial[key] = value
                    trials.append(trial)
        if not trials:
            raise EmptyGrid(f"Nothing in {self.grid}")
        return trials

    def _suffix(self, trial, at):
        text = "_".join(f"{key}={json.dumps(value, sort_keys=True)}" for key, value in sorted(trial.items()))
        return f"{at}_{hashlib.md5(text.encode()).hexdigest()[:16]}"

    def build(self):
        if not self.trials:
            raise EmptyGrid("Nothing.")
        start = BashOperator(task_id="start", bash_command="true")
        end = BashOperator(task_id="end", bash_command="true", trigger_rule="all_done")
        names = [f"{self.dag_id}-{at}".replace("_", "-") for at in range(self.machines)]
        chains = {at: [] for at in range(self.machines)}
        for at, trial in enumerate(self.trials):
            chains[at % self.machines].append((at, trial))
        with TaskGroup(group_id="grid") as group:
            for machine, chain in chains.items():
                last = BashOperator(task_id=f"start_{machine}", bash_command=f"start {names[machine]}")
                for at, trial in chain:
                    steps = self.steps(trial, names[machine], self._suffix(trial, at))
                    for step in steps if isinstance(steps, list) else [steps]:
                        last >> step
                        last = step
        start >> group >> end
        return start, end


def steps(trial, name, suffix):
    return [BashOperator(task_id=f"{step}_{suffix}", bash_command=name) for step in ("train", "rate")]


SIZE = {"dev": "small", "live": "big"}[ENV]

with GridDAG(
    dag_id="grid_search",
    steps=steps,
    grid={"size": [32, 64], "width": [5, 10]},
    common={"machine": SIZE},
    mode=Mode.ONE,
    machines=4,
    start_date=datetime(2024, 1, 1),
    schedule="@daily",
    tags=[Tags.MACHINE.value],
) as dag:
    first, last = dag.build()
    BashOperator(task_id="before", bash_command="true") >> first

with GridDAG(dag_id="grid_of_one", steps=steps, start_date=datetime(2024, 1, 1)) as single:
    single.build()
