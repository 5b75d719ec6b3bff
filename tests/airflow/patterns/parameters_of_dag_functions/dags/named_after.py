from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def named_after(name="x"):
    BashOperator(task_id=f"load_{name}", bash_command="ls")


named_after()
