"""Data classes that complete themselves."""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime

from airflow import DAG


@dataclass(frozen=True)
class Table:
    schema: str
    name: str = "orders"
    full: str = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "full", f"{self.schema}.{self.name}")

    def named(self, **changes):
        return replace(self, **changes)


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


table = Table("shop")
a = make("full_" + table.full)
b = make("full_" + table.named(name="users").full)
c = make("fields_" + "_".join(one.name for one in fields(Table)))
d = make("values_" + "_".join(asdict(table).values()))
