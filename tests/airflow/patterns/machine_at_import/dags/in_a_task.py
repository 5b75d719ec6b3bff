import requests

from airflow import DAG
from airflow.decorators import task


@task
def fetch():
    return requests.get("http://nowhere.invalid").json()


with DAG("machine_in_a_task", schedule=None):
    fetch()
