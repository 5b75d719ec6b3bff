"""Models that hold models."""

from datetime import datetime
from enum import Enum
from typing import Dict, List, Optional

from airflow import DAG
from pydantic import BaseModel, Field


class Pace(str, Enum):
    SLOW = "slow"
    FAST = "fast"


class Source(BaseModel):
    name: str
    pace: Pace = Pace.SLOW
    every: Optional[str] = None
    tables: List[str] = Field(default_factory=list)

    class Config:
        extra = "forbid"


class Flow(BaseModel):
    sources: List[Source]
    by_name: Dict[str, Source] = {}
    owner: str = "all"


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


first = Flow(sources=[{"name": "a", "tables": ["t"]}, Source(name="b", pace="fast")])
for source in first.sources:
    globals()[source.name] = make(f"model_{source.name}_{len(source.tables)}_{source.pace.value}")
second = Flow(**{"sources": [], "by_name": {"k": {"name": "c"}}, "owner": "me"})
c = make(f"model_{second.by_name['k'].name}_{second.owner}")
third = Flow.parse_obj({"sources": [{"name": "d"}]})
d = make(f"model_{third.sources[0].name}")
