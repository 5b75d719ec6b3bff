from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator


@dag(start_date=datetime(2024, 1, 1), schedule=None)
def in_an_id():
    @task
    def rows():
        return [1]

    @task
    def add(x, y=1):
        return x

    BashOperator(task_id=f"b_{rows()}", bash_command="ls")


in_an_id()
