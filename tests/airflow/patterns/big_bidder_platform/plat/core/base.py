from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Union

from airflow import DAG, settings

import pendulum
from plat.env import PlatEnv, PlatEnvFactory
from plat.timetables.late import LateSpec, create_late_timetable

if TYPE_CHECKING:
    from plat.tasks.base import BaseTask


class PlatError(Exception):
    def __init__(self, *args):
        super().__init__(*args)


"""
Why another model? A task of this one is bound to a DAG when that is convenient.
"""


class PlatDag:
    def __init__(
        self,
        dag_id: str,
        start_date: Optional[datetime] = None,
        end_date: Optional[datetime] = None,
        schedule_interval: Union[str, timedelta, LateSpec] = None,
        run_only_latest: Optional[bool] = None,
        retries: int = 0,
        retry_delay: timedelta = timedelta(minutes=15),
        contact: bool = None,
        slack_channel: Optional[str] = None,
        tags: Optional[List[str]] = None,
        default_args: Dict = None,
        on_failure_callback: Optional[Callable] = None,
        dagrun_timeout: timedelta = timedelta(hours=24),
        params: Optional[Dict[str, Any]] = None,
    ):
        self._spec = locals()
        del self._spec["self"]

        tags = tags or []
        _default_args = {
            "start_date": start_date,
            "end_date": end_date,
            "email": [contact] if contact else [],
            "email_on_failure": contact is not None,
            "retries": retries,
            "retry_delay": retry_delay,
        }
        _default_args.update(default_args or {})

        self.slack = Slack(slack_channel, on_failure_callback)

        catchup = \
            (True if PlatEnvFactory.from_system() == PlatEnvFactory.live else False) \
            if run_only_latest is None else not run_only_latest

        if isinstance(schedule_interval, LateSpec):
            if start_date is not None and start_date.tzinfo is not None:
                tz = pendulum.instance(start_date, tz=start_date.tzinfo).timezone
            else:
                tz = settings.TIMEZONE
            schedule = create_late_timetable(schedule_interval, tz, dag_id=dag_id)
        else:
            schedule = schedule_interval

        self._airflow_dag = DAG(
            dag_id=dag_id,
            default_args=_default_args,
            schedule=schedule,
            catchup=catchup,
            dagrun_timeout=dagrun_timeout,
            on_failure_callback=self.slack.on_error(dag_id),
            tags=tags,
            start_date=start_date,
            end_date=end_date,
            params=params,
            access_control=self.teams(None) if PlatEnvFactory.from_system() != PlatEnvFactory.trial else None,
        )

        globals()[self._airflow_dag.dag_id] = self._airflow_dag
        self._downstream: List["BaseTask"] = []

    @property
    def airflow_dag(self) -> DAG:
        return self._airflow_dag

    def set_downstream(self, others: BaseTask | list[BaseTask]):
        if not isinstance(others, list):
            others = [others]

        for other in others:
            if not other:
                raise PlatError("other must not be None")

            if other not in self._downstream:
                self._downstream.append(other)

            other._set_dag(self)

    def __rshift__(self, others: BaseTask | list[BaseTask]) -> BaseTask | list[BaseTask]:
        self.set_downstream(others)
        return others

    @staticmethod
    def teams(names: Optional[List[str]]) -> dict | None:
        if names is None:
            return None
        return {f"role_{team}": {"can_read", "can_edit"} for team in names}


class Specs:
    def __init__(self, cluster_name: str, environment: PlatEnv):
        self.cluster_name = cluster_name
        self.environment = environment


class Slack:
    def __init__(self, channel: Optional[str] = None, on_failure: Optional[Callable] = None):
        self.channel = channel
        self.on_failure = on_failure

    def on_error(self, dag_id: str):
        def post(context):
            if self.on_failure is not None:
                self.on_failure(context)

        return post
