from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator


@dag(start_date=datetime(2024, 1, 1), schedule=None)
def expanded_generator():
    @task
    def rows():
        return [1]

    @task
    def add(x, y=1):
        return x

    add.expand(x=(i for i in range(3)))


expanded_generator()
