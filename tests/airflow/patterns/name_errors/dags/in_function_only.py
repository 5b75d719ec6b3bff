from airflow import DAG
from airflow.decorators import task

with DAG("body_is_not_run", schedule=None):

    @task
    def broken():
        return never_defined

    broken()
