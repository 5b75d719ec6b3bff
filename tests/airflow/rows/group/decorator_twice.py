# @task_group called twice
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator
from airflow.decorators import dag, task, task_group


with DAG("a", schedule=None):
    @task_group
    def g():
        EmptyOperator(task_id="t")

    g()
    g()
