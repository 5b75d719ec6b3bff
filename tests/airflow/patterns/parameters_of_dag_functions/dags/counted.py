from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def counted(n: int = 3):
    for i in range(n):
        BashOperator(task_id=f"y{i}", bash_command="ls")


counted()
