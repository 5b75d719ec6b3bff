from typing import TYPE_CHECKING, Optional

from airflow import DAG

if TYPE_CHECKING:
    import pandas as pd


def load(frame: "pd.DataFrame", more: Optional["pd.Series"] = None) -> "int":
    rows: pd.Index = frame.index
    return len(rows)


class Chain:
    def then(self, other: "Chain") -> "Chain":
        return other


with DAG("annotated_quoted", schedule=None):
    pass
