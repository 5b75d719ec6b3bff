from datetime import datetime

from airflow import DAG
from airflow.providers.google.cloud.operators.bigquery import BigQueryInsertJobOperator
from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor
import company_toolbox as toolbox
from company_toolbox.alerts import on_failure

with DAG("foreign_operators", start_date=datetime(2021, 1, 1), schedule=None, on_failure_callback=on_failure) as dag:
    wait = S3KeySensor(task_id="wait", bucket_key="s3://b/k", timeout=10)
    run = BigQueryInsertJobOperator(task_id="run", configuration={"query": toolbox.queries.ORDERS}, location="EU")
    wait >> run >> [toolbox.notify("done")]
