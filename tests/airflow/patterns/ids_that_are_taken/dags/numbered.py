from datetime import datetime

from airflow import DAG
from airflow.decorators import task, task_group


@task
def load(x):
    return x


@task_group
def step(x):
    return load(x)


with DAG("numbered", start_date=datetime(2024, 1, 1), schedule=None) as numbered:
    load(1)
    load.override(task_id="load__4")(2)
    load(3)
    load(4)
    step(5)
    step(6)

with DAG("numbered_by_hand", start_date=datetime(2024, 1, 1), schedule=None):
    load.override(task_id="load__1")(1)
    load.override(task_id="load__1")(2)
    load(3)
