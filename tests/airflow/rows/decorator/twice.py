# Called twice
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


@dag(schedule=None)
def a():
    pass


a()
a()
