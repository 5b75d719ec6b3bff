import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from airflow.decorators import dag
from airflow.operators.python import PythonVirtualenvOperator

doc_md_dag = """
## Documentation
`{table}` is ingested.
"""

if TYPE_CHECKING:
    from sshtunnel import SSHTunnelForwarder


default_args = {"owner": "data", "retries": 2, "retry_delay": timedelta(minutes=10)}

for entry in os.scandir(Path(__file__).parent.joinpath("./cursor_ingestions")):
    if not entry.name.endswith(".json"):
        continue

    with open(entry.path) as file:
        dag_config = json.load(file)

    dag_name: str = dag_config["name"]
    extractions: dict = dag_config["extractions"]
    catchup: bool = dag_config["catchup"]
    start_date: str = datetime.strptime(dag_config["start_date"], "%Y-%m-%d")

    @dag(
        dag_id=f"{dag_name}_cursor_ingestion",
        default_args=default_args,
        schedule="0 4 * * *",
        start_date=start_date,
        tags=["ingestion", dag_name],
        catchup=catchup,
        max_active_tasks=1,
        render_template_as_native_obj=True,
        doc_md=doc_md_dag,
    )
    def data_ingestion(origin, destination):
        def extract_data(extraction, info, db_conn_id, ssh_tunnel: bool = False):
            from sqlalchemy import MetaData

            columns = set([f"{extraction}.{x}".lower() for x in info["exclude_columns"]])
            if ssh_tunnel:
                tunnel: SSHTunnelForwarder = None
            return MetaData(schema=info["schema"]), columns, tunnel

        def write_data(df, extraction, info, db_conn_id):
            return df, extraction

        for extraction, extraction_info in extractions.items():  # noqa: B023
            extract_task = PythonVirtualenvOperator(
                task_id=f"extract_data_{extraction}",
                python_callable=extract_data,
                requirements=["pandas", "sqlalchemy"],
                op_args=[extraction, extraction_info, origin, True],
                system_site_packages=True,
            )
            write_task = PythonVirtualenvOperator(
                task_id=f"write_data_{extraction}",
                python_callable=write_data,
                requirements=["pandas", "sqlalchemy"],
                op_args=[f"{{{{ ti.xcom_pull(task_ids='extract_data_{extraction}') }}}}", extraction, extraction_info, destination],
                system_site_packages=True,
            )
            extract_task >> write_task

    data_ingestion(dag_config["origin"], dag_config["destination"])
