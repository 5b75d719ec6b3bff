from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def retried(n=3):
    BashOperator(task_id="y", bash_command="ls", retries=n)


retried()
