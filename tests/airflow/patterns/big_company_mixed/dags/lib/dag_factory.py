from __future__ import annotations

import logging
import os
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, Callable, Iterable

import yaml
from airflow import DAG
from airflow.operators.python import PythonOperator
from lib.alerts import notify

LOGGER = logging.getLogger("airflow.task")
ENV = os.environ.get("COMPANY_ENV", "development")


def dag_defaults(owner: str = "data", **extra: Any) -> dict[str, Any]:
    base = {"owner": owner, "start_date": datetime(2022, 1, 1), "retries": 1, "on_failure_callback": notify(owner)}
    if ENV == "production":
        base["retries"] = 5
    base.update(extra)
    return base


def logged(function: Callable) -> Callable:
    @wraps(function)
    def inner(self, *args, **kwargs):
        LOGGER.info("%s %s", function.__name__, args)
        return function(self, *args, **kwargs)

    return inner


class DagFactory:
    _created: dict[str, DAG] = {}

    def __init__(self, folder: str | Path, team: str):
        self.folder = Path(folder)
        self.team = team

    def load(self) -> Iterable[dict]:
        for path in sorted(self.folder.glob("*.yml")):
            with path.open() as stream:
                content = yaml.safe_load(stream) or {}
            if not content.get("enabled", True):
                LOGGER.warning("%s is off", path)
                continue
            content.setdefault("name", path.stem)
            yield content

    @logged
    def create(self, spec: dict) -> DAG:
        dag_id = f"{self.team}__{spec['name']}"
        if dag_id in self._created:
            raise ValueError(dag_id)
        with DAG(dag_id, default_args=dag_defaults(**spec.get("args", {})), schedule=spec.get("schedule"), catchup=False) as dag:
            previous = None
            for step in spec.get("steps", []):
                task = PythonOperator(task_id=step, python_callable=print, op_args=[ENV])
                if previous:
                    previous >> task
                previous = task
        self._created[dag_id] = dag
        return dag

    def register(self, target: dict) -> None:
        for spec in self.load():
            dag = self.create(spec)
            target[dag.dag_id] = dag
