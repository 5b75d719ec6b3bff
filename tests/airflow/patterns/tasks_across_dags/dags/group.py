from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup

with DAG("group_first", start_date=datetime(2024, 1, 1), schedule=None):
    with TaskGroup("g") as g:
        BashOperator(task_id="a", bash_command="ls")
with DAG("group_second", start_date=datetime(2024, 1, 1), schedule=None):
    g >> BashOperator(task_id="b", bash_command="ls")
