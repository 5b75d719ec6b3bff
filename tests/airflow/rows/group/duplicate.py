# A group id twice
# 2: error DuplicateTaskIdFound
# 3: error DuplicateTaskIdFound
from datetime import datetime

from airflow import DAG

from airflow.utils.task_group import TaskGroup

with DAG("a", schedule=None):
    with TaskGroup("g"):
        pass
    with TaskGroup("g"):
        pass
