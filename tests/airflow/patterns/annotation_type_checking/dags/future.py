from __future__ import annotations

from typing import TYPE_CHECKING

from airflow import DAG

if TYPE_CHECKING:
    import pandas as pd


def load(frame: pd.DataFrame) -> int:
    return len(frame)


class Loader:
    frame: pd.DataFrame

    def same(self, other: Loader) -> Loader:
        return other


with DAG("annotated_future", schedule=None):
    pass
