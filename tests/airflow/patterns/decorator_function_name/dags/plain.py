from datetime import datetime

from airflow.decorators import dag


@dag(start_date=datetime(2021, 1, 1), schedule=None)
def named_after_the_function():
    pass


@dag(schedule=None)
def with_parameters(size: int = 3, label: str = "x"):
    pass


@dag(schedule=None)
def never_called():
    pass


instance = named_after_the_function()
with_parameters(size=4)
