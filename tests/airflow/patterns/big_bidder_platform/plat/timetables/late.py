import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Union

from airflow.timetables.base import DagRunInfo, Timetable
from airflow.timetables.interval import CronDataIntervalTimetable, DeltaDataIntervalTimetable
from dateutil.relativedelta import relativedelta

logger = logging.getLogger(__name__)


class DelayInfo:
    SHORTEST = timedelta(minutes=10)

    def __init__(self, dag_id: str, proportion: float) -> None:
        self.dag_id = dag_id
        self.proportion = proportion

    def serialize(self) -> dict[str, Any]:
        return {"dag_id": self.dag_id, "proportion": self.proportion}

    def delay(self, most: timedelta) -> timedelta:
        return timedelta(seconds=int(hashlib.md5(self.dag_id.encode("utf-8")).hexdigest(), 16) % most.total_seconds())

    def __str__(self) -> str:
        return f"Most of the delay: {self.proportion:.0%} of the interval."


class LateDelta(DeltaDataIntervalTimetable):
    def __init__(self, delta: timedelta, delay: DelayInfo) -> None:
        super().__init__(delta)
        self._delay = delay
        self.description = f"Timedelta {self._delta}, {str(self._delay)}"

    @property
    def summary(self) -> str:
        return f"{self._delta} L"

    def serialize(self) -> dict[str, Any]:
        return {"delta": self._delta.total_seconds(), "delay": self._delay.serialize()}


class LateCron(CronDataIntervalTimetable):
    def __init__(self, cron: str, timezone, delay: DelayInfo) -> None:
        super().__init__(cron, timezone)
        self._delay = delay
        self.description += f", {str(self._delay)}"


LateTimetable = Union[LateDelta, LateCron]


@dataclass
class LateSpec:
    interval: Any
    proportion: float = 0.1
    most: timedelta | None = None


def create_late_timetable(spec: LateSpec, timezone, dag_id: str) -> LateTimetable:
    delay = DelayInfo(dag_id=dag_id, proportion=spec.proportion)
    if isinstance(spec.interval, (timedelta, relativedelta)):
        return LateDelta(spec.interval, delay)
    if isinstance(spec.interval, str):
        if spec.interval not in {"@once", "@continuous"}:
            return LateCron(spec.interval, timezone, delay)
    raise ValueError(f"{spec} is not a late interval.")
