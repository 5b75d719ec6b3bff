# prefix_group_id=False, the same task id
# 2: error DuplicateTaskIdFound
# 3: error DuplicateTaskIdFound
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup

with DAG("a", schedule=None):
    with TaskGroup("g", prefix_group_id=False):
        EmptyOperator(task_id="t")
    with TaskGroup("h", prefix_group_id=False):
        EmptyOperator(task_id="t")
