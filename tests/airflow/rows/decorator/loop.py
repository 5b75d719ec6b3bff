# Called in a loop, by a factory
# 2: a, b
# 3: a, b
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


def make(i):
    @dag(dag_id=i, schedule=None)
    def inner():
        pass
    return inner()


for i in "ab":
    make(i)
