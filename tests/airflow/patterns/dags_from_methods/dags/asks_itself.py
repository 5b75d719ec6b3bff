from datetime import datetime

from airflow.decorators import dag
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


class Pipeline:
    name = "n"

    @dag(dag_id="asks_itself", start_date=START, schedule=None)
    def build(self):
        BashOperator(task_id=self.name, bash_command="ls")


Pipeline().build()
