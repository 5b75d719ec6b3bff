# @dag(), never called
# 2: nothing
# 3: nothing
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


@dag(schedule=None)
def a():
    pass
