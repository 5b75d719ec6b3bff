"""
#### Description
Imports reports.
"""
import asyncio
from datetime import timedelta

import pendulum
from airflow import DAG
from airflow.operators.python import PythonOperator

from aiobotocore.client import BaseClient
from sqlalchemy import MetaData
from sqlalchemy.sql import literal_column


def slack_dag(conn):
    def tell(context):
        print(conn, context)

    return tell


default_args = {
    "owner": "airflow",
    "retries": 3,
    "retry_delay": timedelta(minutes=5),
    "on_failure_callback": slack_dag("alerts"),
    "start_date": pendulum.datetime(2021, 11, 12, tz=pendulum.timezone("America/Toronto")),
    "catchup": False,
    "tags": ["reports"],
    "description": "imports reports",
}

dag = DAG(
    dag_id="reports_import",
    schedule="0 */2 * * *",
    default_args=default_args,
    template_searchpath="dags/sql",
)
dag.doc_md = __doc__

SPECS = [literal_column("$1:key").in_(["a", "b"]), literal_column(f"'{dag.dag_id}'").label("x")]


async def _download(client: BaseClient, metadata: MetaData, **_: None) -> None:
    response = await client.get_object(Bucket="b", Key="k")
    async with response["Body"] as stream:
        await stream.read()


def _callable(num: int = 5, **_: None):
    asyncio.get_event_loop().run_until_complete(_download(None, None))


download = PythonOperator(task_id="download", python_callable=_callable, op_kwargs={"num": 10}, dag=dag)
