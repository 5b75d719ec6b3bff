from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from airflow import DAG


@dataclass(frozen=True)
class Source:
    name: str
    tables: tuple[str, ...] = ()
    schedule: str | None = None
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")

    def dag_ids(self) -> list[str]:
        return [f"{self.slug}.{table}" for table in self.tables]


SOURCES: list[Source] = [
    Source("Sales Force", ("account", "contact")),
    Source("zendesk", tables=("ticket",), options={"retries": 3}),
]


def make(source: Source, table: str) -> DAG:
    with DAG(
        dag_id=f"{source.slug}.{table}",
        schedule=source.schedule,
        start_date=datetime(2024, 1, 1),
        default_args={"retries": source.options.get("retries", 1), "retry_delay": timedelta(seconds=30)},
    ) as dag:
        pass
    return dag


for source in SOURCES:
    for table in source.tables:
        dag = make(source, table)
        globals()[dag.dag_id] = dag
