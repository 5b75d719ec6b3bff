"""A default id that stands in a dataclass and is replaced when it is empty."""
from dataclasses import dataclass
from datetime import datetime

from airflow import DAG


@dataclass
class Provider:
    name: str
    dag_id: str = ""
    schedule: str = "@monthly"

    def __post_init__(self):
        if not self.dag_id:
            self.dag_id = f"{self.name.lower()}_workflow"


PROVIDERS = [Provider("Museum"), Provider("Archive", dag_id="archive_nightly", schedule="@daily"), Provider("LIBRARY")]

for provider in PROVIDERS:
    globals()[provider.dag_id] = DAG(provider.dag_id, start_date=datetime(2022, 1, 1), schedule=provider.schedule)
