# @dag(dag_id='')
# 2: a
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


@dag(dag_id="", schedule=None)
def a():
    pass


a()
