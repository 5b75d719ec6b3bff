from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def looked_up(env="dev"):
    machine = {"dev": "m1"}[env]
    BashOperator(task_id="y", bash_command=machine)


looked_up()
