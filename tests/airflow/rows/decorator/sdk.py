# airflow.sdk
# 2: error ModuleNotFoundError
# 3: a
from airflow.sdk import dag  # airflow


@dag(schedule=None)
def a():
    pass


a()
