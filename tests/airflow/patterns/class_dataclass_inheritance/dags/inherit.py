from dataclasses import dataclass, field

from airflow import DAG


@dataclass
class Base:
    name: str
    tags: list = field(default_factory=lambda: ["base"])
    prefix: str = "b"

    def dag_id(self) -> str:
        return f"{self.prefix}-{self.name}"


@dataclass
class Special(Base):
    prefix: str = "s"
    level: int = 0

    def dag_id(self) -> str:
        return f"{super().dag_id()}-{self.level}"


for item in [Base("one"), Special("two", level=7), Special(name="three", prefix="z")]:
    globals()[item.dag_id()] = DAG(item.dag_id(), tags=item.tags, schedule=None)
