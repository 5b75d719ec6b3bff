from datetime import datetime

from airflow import DAG
from airflow.decorators import task


@task
def show(x, ds="2024-01-01"):
    return x


with DAG("key_of_the_context", start_date=datetime(2024, 1, 1), schedule=None):
    show(1)
