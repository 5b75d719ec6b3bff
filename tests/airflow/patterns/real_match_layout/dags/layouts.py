from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

from airflow import DAG


class Mode(str, Enum):
    BATCH = "batch"
    STREAM = "stream"


class Level(Enum):
    LOW = auto()
    HIGH = auto()


class Job(NamedTuple):
    name: str
    mode: Mode = Mode.BATCH
    level: Level = Level.LOW


JOBS = [Job("a"), Job("b", Mode.STREAM), Job(name="c", level=Level.HIGH)]

for job in JOBS:
    match job:
        case Job(mode=Mode.STREAM):
            prefix = "s"
        case Job(level=Level.HIGH):
            prefix = "h"
        case _:
            prefix = job.mode.value
    with DAG(f"{prefix}_{job.name}_{job.level.name.lower()}{job.level.value}", start_date=datetime(2024, 1, 1), schedule=None):
        pass
