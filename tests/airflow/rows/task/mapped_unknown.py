# expand over an unknown argument
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.decorators import dag, task, task_group


with DAG("a", schedule=None):
    @task
    def t(x):
        pass

    t.expand(y=[1])
