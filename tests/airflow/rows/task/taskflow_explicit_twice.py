# A TaskFlow function with a task_id, twice
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


with DAG("a", schedule=None):
    @task(task_id="t")
    def f():
        pass

    f()
    f()
