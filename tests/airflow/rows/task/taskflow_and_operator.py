# A TaskFlow function and an operator of one id
# 2: error DuplicateTaskIdFound
# 3: error DuplicateTaskIdFound
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator
from airflow.decorators import dag, task, task_group


with DAG("a", schedule=None):
    @task
    def t():
        pass

    t()
    EmptyOperator(task_id="t")
