# A group outside a DAG
# 2: error AirflowException
# 3: error RuntimeError
from datetime import datetime

from airflow import DAG

from airflow.utils.task_group import TaskGroup

d = DAG("a", schedule=None)
with TaskGroup("g"):
    pass
