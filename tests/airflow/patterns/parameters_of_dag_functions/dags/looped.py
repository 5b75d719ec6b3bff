from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def looped(names=("a", "b")):
    for name in names:
        BashOperator(task_id=name, bash_command="ls")


looped()
