from airflow.sdk import DAG
from bad.dags.helpers import connection

with DAG("report", schedule=None):
    connection()
