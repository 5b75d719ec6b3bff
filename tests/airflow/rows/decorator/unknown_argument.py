# An unknown argument
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


@dag(schedule=None, nonsense=1)
def a():
    pass


a()
