# auto_register=False
# 2: nothing
# 3: nothing
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


@dag(schedule=None, auto_register=False)
def a():
    pass


a()
