from airflow.sdk import DAG
from good.dags.helpers import connection

with DAG("report", schedule=None):
    connection()
