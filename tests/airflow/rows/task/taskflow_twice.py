# A TaskFlow function called twice gets a suffix
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


with DAG("a", schedule=None):
    @task
    def t():
        pass

    t()
    t()
