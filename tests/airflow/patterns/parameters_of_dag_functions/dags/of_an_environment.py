from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def of_an_environment(env="dev"):
    if env == "dev":
        raise ValueError(env)
    BashOperator(task_id="y", bash_command="ls")


of_an_environment()
