import os

from airflow.sdk import DAG

with DAG("report", schedule=os.environ.get("REPORT_SCHEDULE", "@daily")):
    pass
