# @dag by position
# 2: x
# 3: x
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


@dag("x", schedule=None)
def a():
    pass


a()
