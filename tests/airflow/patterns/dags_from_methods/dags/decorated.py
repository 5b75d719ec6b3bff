from datetime import datetime

from airflow.decorators import dag
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


class Pipeline:
    @dag(dag_id="decorated_method", start_date=START, schedule=None)
    def build(self):
        BashOperator(task_id="a", bash_command="ls")


Pipeline().build()
