from datetime import datetime

from airflow.decorators import dag
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


class Pipeline:
    def __init__(self, name):
        self.name = name
        self.made = dag(dag_id=f"bound_{name}", start_date=START, schedule=None)(self.build)()

    def build(self):
        BashOperator(task_id=self.name, bash_command="ls")


for name in ("one", "two"):
    globals()[f"pipeline_{name}"] = Pipeline(name).made
