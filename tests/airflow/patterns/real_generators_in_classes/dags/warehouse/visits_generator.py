"""
Visits: airflow DAGs that fetch and load.
"""

import logging
from datetime import datetime, timedelta
from typing import ClassVar, Dict, List

import pandas as pd
import requests
from airflow.decorators import dag, task
from airflow.operators.empty import EmptyOperator

logger = logging.getLogger(__name__)
BUCKET = "visits-csv"


def _filename(module, method, period, day):
    return f"{module}_{method}_{period}_{day.strftime('%Y-%m-%d')}.csv"


class VisitsDagGenerator:  # noqa: D101
    endpoints: ClassVar[List] = [
        ("Summary", "get"),
        ("Actions", "getUrls"),
        ("Country", "getRegion"),
    ]
    default_dag_args: ClassVar[Dict] = {
        "owner": "Nobody",
        "retries": 0,
        "retry_delay": timedelta(minutes=5),
    }

    def get_data(self, module, method, day, period):
        if period == "day":
            date_filter = day.strftime("%Y-%m-%d")
        else:
            raise ValueError("Invalid period.")
        return requests.get(module, params={"date": date_filter, "method": f"{module}.{method}"})

    def generate_extraction_dag(self, period: str, schedule: str):
        @dag(
            dag_id=f"visits_extraction_{period}",
            default_args=self.default_dag_args,
            schedule=schedule,
            start_date=datetime(2023, 5, 1),
            catchup=False,
            doc_md=__doc__,
            tags=["visits", "extraction"],
        )
        def visits_extraction():
            periods = {"daily": "day", "weekly": "week"}

            start = EmptyOperator(task_id="start")
            end = EmptyOperator(task_id="end")

            @task
            def check_bucket():
                print(BUCKET)

            checked = check_bucket()
            start >> checked

            for module, method in self.endpoints:

                @task(task_id=f"extract_{method}_{module}")
                def fetch_data(module_: str, method_: str, **context):
                    self.get_data(module_, method_, context["data_interval_start"], periods[period])

                checked >> fetch_data(module, method) >> end

        return visits_extraction()

    def _load(self, module: str, method: str, period: str, day: datetime):
        frame: pd.DataFrame = pd.read_csv(_filename(module, method, period, day))
        frame.to_sql(name=f"raw.{module}")

    def generate_ingestion_dag(self, period: str, schedule: str):
        @dag(
            dag_id=f"visits_ingestion_{period}",
            default_args=self.default_dag_args,
            schedule=schedule,
            start_date=datetime(2023, 5, 1),
            catchup=False,
            doc_md=__doc__,
            tags=["visits", "ingestion"],
        )
        def visits_ingestion():
            start = EmptyOperator(task_id="start")
            end = EmptyOperator(task_id="end")
            """Loads what was fetched."""
            for module, method in self.endpoints:

                @task(task_id=f"ingest_{method}_{module}")
                def ingest(module_: str, method_: str, **context):
                    """One file."""
                    self._load(module_, method_, period, context["data_interval_start"])

                start >> ingest(module, method) >> end

        return visits_ingestion()


# Instantiate the DAGs dynamically
dag_generator = VisitsDagGenerator()
dag_generator.generate_extraction_dag(period="daily", schedule="0 5 * * *")
dag_generator.generate_ingestion_dag(period="daily", schedule="0 7 * * *")
dag_generator.generate_extraction_dag(period="weekly", schedule="0 5 * * 1")
dag_generator.generate_ingestion_dag(period="weekly", schedule="0 7 * * 1")
