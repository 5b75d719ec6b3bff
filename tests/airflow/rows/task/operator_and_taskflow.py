# An operator and a TaskFlow function of one id
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator
from airflow.decorators import dag, task, task_group


with DAG("a", schedule=None):
    EmptyOperator(task_id="t")

    @task
    def t():
        pass

    t()
