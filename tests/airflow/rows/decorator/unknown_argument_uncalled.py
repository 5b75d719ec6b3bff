# An unknown argument, never called
# 2: error TypeError
# 3: nothing
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


@dag(schedule=None, nonsense=1)
def a():
    pass
