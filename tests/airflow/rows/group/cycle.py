# A cycle of groups
# 2: error AirflowDagCycleException
# 3: error AirflowDagCycleException
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup

with DAG("a", schedule=None):
    with TaskGroup("g") as g:
        EmptyOperator(task_id="t")
    with TaskGroup("h") as h:
        EmptyOperator(task_id="t")
    g >> h
    h >> g
