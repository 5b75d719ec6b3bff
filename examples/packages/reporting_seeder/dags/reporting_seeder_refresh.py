"""Refreshes the reporting tables, in the order that tables.yaml gives."""

from datetime import datetime, timezone
from pathlib import Path

import yaml
from airflow import DAG
from airflow.decorators import task

TABLES = yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))["tables"]


@task
def refresh(table, key):
    """Stands for the statement that refreshes a table; the real one runs it through a hook."""
    print(f"REFRESH {table} BY {key}")


with DAG(
    dag_id="reporting_seeder_refresh",
    description="Seeds the reporting schema",
    schedule="@daily",
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    tags=["reporting_seeder"],
) as dag:
    last = None
    for table in TABLES:
        step = refresh.override(task_id=f"refresh_{table['name']}")(table["name"], table["key"])
        if last is not None:
            last >> step
        last = step
