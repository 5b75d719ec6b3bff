from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def expanded(names=("a", "b")):
    BashOperator.partial(task_id="y").expand(bash_command=names)


expanded()
