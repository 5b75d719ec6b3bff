import os

from airflow.sdk import DAG

with DAG(os.environ["REPORT_ID"], schedule=None):
    pass
