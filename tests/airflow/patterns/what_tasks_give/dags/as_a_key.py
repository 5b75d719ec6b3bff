from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator


@dag(start_date=datetime(2024, 1, 1), schedule=None)
def as_a_key():
    @task
    def rows():
        return [1]

    @task
    def add(x, y=1):
        return x

    known = {rows(): 1}


as_a_key()
