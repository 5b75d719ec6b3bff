# A space in the group's id
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from airflow.utils.task_group import TaskGroup

with DAG("a", schedule=None):
    with TaskGroup("g h"):
        pass
