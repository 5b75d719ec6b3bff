# add_suffix_on_collision
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.utils.task_group import TaskGroup

with DAG("a", schedule=None):
    with TaskGroup("g", add_suffix_on_collision=True):
        pass
    with TaskGroup("g", add_suffix_on_collision=True):
        pass
