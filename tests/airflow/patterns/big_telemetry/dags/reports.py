import datetime
import os

from airflow import DAG
from airflow.models import Variable
from airflow.sensors.external_task import ExternalTaskSensor
from airflow.utils.task_group import TaskGroup

from utils.gcp import GCP_PROJECT_ID, GKEPod, bigquery_etl_query
from utils.tags import Tag

IS_DEV = os.environ.get("DEPLOY_ENVIRONMENT") == "dev"
DOCS = """
### Reports

*Triage*: {{ nothing }}
"""
default_args = {
    "owner": "someone@example.com",
    "start_date": datetime.datetime(2019, 9, 16),
    "email": ["a@example.com"],
    "retries": 2,
    "retry_delay": datetime.timedelta(minutes=30),
}
PRODUCTS = ("browser_desktop", "browser_mobile")
tags = [Tag.ImpactTier.tier_2, Tag.Triage.no_triage]

with DAG(
    "weekly_reports",
    default_args=default_args,
    doc_md=DOCS,
    schedule=None if IS_DEV else "0 4 * * *",
    tags=tags,
    max_active_runs=1,
) as dag:
    wait = ExternalTaskSensor(task_id="wait", external_dag_id="copy_dedup", external_task_id="x", execution_delta=datetime.timedelta(hours=1))
    secrets = Variable.get("reports_secrets", default_var="none")
    for product in PRODUCTS:
        with TaskGroup(product) as group:
            query = bigquery_etl_query(
                task_id=f"query_{product}",
                destination_table=f'{product}${{{{ ds_nodash }}}}',
                dataset_id="reports",
                parameters=("submission_date:DATE:{{ds}}",),
            )
            export = GKEPod(task_id="export", image="y", arguments=["--token", secrets, GCP_PROJECT_ID])
            query >> export
        wait >> group

for product in PRODUCTS:
    dag_id = f"{product}_backfill" if not product.endswith("mobile") else f"{product.split('_')[0]}_mobile_backfill"
    with DAG(dag_id, default_args={**default_args, "retries": 0}, schedule=None, tags=tags) as backfill:
        bigquery_etl_query("t", "d", task_id="one")
