# @dag(schedule_interval=)
# 2: a
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


@dag(schedule_interval=None)
def a():
    pass


a()
