from airflow import DAG
from airflow.decorators import task, task_group
@task
def t(x): return x
@task_group
def g():
    t(1)
with DAG("a"):
    y = 1
    while True:
        y = t(y)
        g() >> g()
