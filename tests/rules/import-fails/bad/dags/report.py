from airflow.sdk import DAG

from .helpers import connection

with DAG("report", schedule=None):
    connection()
