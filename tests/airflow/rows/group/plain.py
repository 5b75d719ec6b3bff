# The same task id in two groups
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup

with DAG("a", schedule=None):
    with TaskGroup("g"):
        EmptyOperator(task_id="t")
    with TaskGroup("h"):
        EmptyOperator(task_id="t")
