from airflow.models.param import Param
from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule="@daily", start_date=START)
def checked(a=Param(3, type="integer"), b=Param("x", type="integer")):
    BashOperator(task_id="y", bash_command="ls")


checked()
