"""The company's own DAG: it keeps what it was given, and builds Airflow's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, List, Optional

from airflow import DAG

from house.stage import Stages

if TYPE_CHECKING:
    from house.steps import Step


class HouseDag:
    def __init__(self, dag_id: str, start_date: Optional[datetime] = None, schedule=None, retries: int = 0, owner=None, readers=None):
        self._given = locals()
        del self._given["self"]
        defaults = {"start_date": start_date, "retries": retries, "retry_delay": timedelta(minutes=5)}
        self.alarm = Alarm(owner)
        self._inner = DAG(
            dag_id=dag_id,
            default_args=defaults,
            schedule=schedule,
            start_date=start_date,
            on_failure_callback=self.alarm.ring(dag_id),
            access_control=self._access(readers) if Stages.current() != Stages.trial else None,
        )
        self._steps: List["Step"] = []

    @property
    def inner(self) -> DAG:
        return self._inner

    def __rshift__(self, others):
        for other in others if isinstance(others, list) else [others]:
            if other not in self._steps:
                self._steps.append(other)
            other.join(self)
        return others

    @staticmethod
    def _access(names):
        return None if names is None else {name: {"can_read"} for name in names}


class Alarm:
    def __init__(self, owner=None):
        self.owner = owner

    def ring(self, dag_id):
        def post(context):
            print(dag_id, self.owner)

        return post
