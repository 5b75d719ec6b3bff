# Groups and task of more than 250 characters
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup

with DAG("a", schedule=None):
    with TaskGroup("g" * 150):
        EmptyOperator(task_id="t" * 150)
