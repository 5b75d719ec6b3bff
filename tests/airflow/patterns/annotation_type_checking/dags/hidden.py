"""A name that only a type checker sees, in an annotation that Python evaluates: the file is lost."""

from typing import TYPE_CHECKING

from airflow import DAG

if TYPE_CHECKING:
    import pandas as pd


def load(frame: pd.DataFrame) -> int:
    return len(frame)


with DAG("annotated_lost", schedule=None):
    pass
