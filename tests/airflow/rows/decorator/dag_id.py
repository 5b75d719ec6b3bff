# @dag(dag_id=)
# 2: x
# 3: x
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


@dag(dag_id="x", schedule=None)
def a():
    pass


a()
