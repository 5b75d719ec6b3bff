# @dag without a start_date
# 2: error ValueError
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task


@dag(schedule="@daily")
def a():
    @task
    def t():
        pass
    t()


a()
