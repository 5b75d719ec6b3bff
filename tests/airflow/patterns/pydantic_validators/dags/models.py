from __future__ import annotations
import enum
from typing import Annotated, Dict, List, Literal, Optional, Union
from airflow import DAG
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
class Kind(str, enum.Enum):
    A = "a"
    B = "b"
class Base(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    kind: Kind = Kind.A
    note: Annotated[str, Field(default="n")]
    @field_validator("name")
    @classmethod
    def low(cls, value: str) -> str:
        if not value:
            raise ValueError("empty")
        return value.lower().replace(" ", "_")
    @field_validator("name", mode="before")
    @classmethod
    def strip(cls, v, info):
        return str(v).strip()
class Job(Base):
    schedule: Optional[str] = None
    tags: list[str] = []
    parts: Union[List[Base], Base, None] = None
    @model_validator(mode="after")
    def fill(self):
        if self.schedule is None and self.kind == Kind.B:
            object.__setattr__(self, "schedule", "@daily")
        return self
    @model_validator(mode="before")
    @classmethod
    def rename(cls, data):
        if "title" in data:
            data = {**data, "name": data["title"]}
            data.pop("title")
        return data
    @field_validator("parts")
    @classmethod
    def many(cls, v):
        return v if isinstance(v, list) or v is None else [v]
ok = Job(name=" Big Job ", kind="b")
d1 = DAG(f"p_{ok.name}_{ok.kind.value}", schedule=None)
d2 = DAG("p2_" + Job.model_validate({"title": "Other One"}).name, schedule=None)
d3 = DAG("p3_" + Job(name="x", parts={"name": " Q ", "note": "z"}).parts[0].name, schedule=None)
try:
    Job(name="", colour=1)
    d4 = DAG("p4_no", schedule=None)
except ValidationError:
    d4 = DAG("p4_yes", schedule=None)
try:
    Job(name="")
    d5 = DAG("p5_no", schedule=None)
except ValueError as e:
    d5 = DAG("p5_yes", schedule=None)
try:
    Job(kind="a")
    d6 = DAG("p6_no", schedule=None)
except Exception:
    d6 = DAG("p6_yes", schedule=None)
