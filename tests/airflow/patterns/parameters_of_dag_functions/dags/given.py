from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def given(a, *, b):
    BashOperator(task_id="y", bash_command="ls")


given(1, b=2)
