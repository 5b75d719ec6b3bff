from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator


@dag(start_date=datetime(2024, 1, 1), schedule=None)
def compared():
    @task
    def rows():
        return [1]

    @task
    def add(x, y=1):
        return x

    if rows() > 2:
        BashOperator(task_id="b", bash_command="ls")


compared()
