# override(task_id=) twice
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


with DAG("a", schedule=None):
    @task
    def f():
        pass

    f.override(task_id="t")()
    f.override(task_id="t")()
