import os

from airflow.sdk import DAG

with DAG("report", schedule=os.environ["REPORT_SCHEDULE"]):
    pass
