# A task with the group's id
# 2: error DuplicateTaskIdFound
# 3: error DuplicateTaskIdFound
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup

with DAG("a", schedule=None):
    EmptyOperator(task_id="g")
    with TaskGroup("g"):
        pass
