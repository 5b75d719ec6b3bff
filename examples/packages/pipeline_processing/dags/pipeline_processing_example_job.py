"""Collects yesterday's orders, cleans them and hands them on, once a day."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from airflow.decorators import dag, task

from pipeline_processing.dags.order_steps import RETRIES, clean, summarise

SQL = Path(__file__).parent / "sql"


@dag(
    dag_id="pipeline_processing_example_job",
    description="Yesterday's orders, cleaned and summarised",
    schedule="15 3 * * *",
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    default_args={"retries": RETRIES, "retry_delay": timedelta(minutes=5)},
    tags=["pipeline_processing", "orders"],
)
def pipeline_processing_example_job():
    @task
    def extract(ds=None):
        """Stands for a query of the order database; the real one runs the SQL through a hook."""
        query = (SQL / "daily_orders.sql").read_text(encoding="utf-8")
        print(f"query for {ds}:\n{query}")
        return [
            {"order_id": 1, "customer": " Ada ", "amount": "12.50"},
            {"order_id": 2, "customer": "Grace", "amount": "7.25"},
            {"order_id": 2, "customer": "Grace", "amount": "7.25"},
        ]

    @task
    def transform(rows):
        return clean(rows)

    @task
    def load(rows):
        print(summarise(rows))

    load(transform(extract()))


pipeline_processing_example_job()
