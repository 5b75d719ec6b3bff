# expand
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


with DAG("a", schedule=None):
    @task
    def t(x):
        pass

    t.expand(x=[1, 2])
