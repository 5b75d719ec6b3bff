from enum import IntEnum, auto

from airflow import DAG


class Step(IntEnum):
    EXTRACT = auto()
    LOAD = auto()
    CHECK = auto()


for step in Step:
    globals()[f"dag_{step.name}"] = DAG(f"step_{step.value:02d}_{step.name.lower()}", schedule=None)
