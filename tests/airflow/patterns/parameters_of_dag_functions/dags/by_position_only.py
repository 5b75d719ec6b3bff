from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def by_position_only(a, /):
    BashOperator(task_id="y", bash_command="ls")


by_position_only(1)
