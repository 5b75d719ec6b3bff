from datetime import datetime

from airflow import DAG


class DagBuilder:
    PREFIX = "cfg"

    def __init__(self, name, spec):
        self.name = name
        self.spec = spec

    @property
    def dag_id(self):
        return "_".join([self.PREFIX, self.spec.get("team", "core"), self.name])

    def build(self):
        kwargs = {key: value for key, value in self.spec.items() if key in ("description", "tags")}
        return DAG(
            self.dag_id,
            schedule=self.spec.get("schedule"),
            start_date=datetime.strptime(str(self.spec.get("start", "2023-01-01")), "%Y-%m-%d"),
            catchup=bool(self.spec.get("catchup", False)),
            **kwargs,
        )
