from typing import NamedTuple, Optional

from airflow import DAG


class Table(NamedTuple):
    schema: str
    name: str
    suffix: Optional[str] = None

    @property
    def dag_id(self):
        return ".".join([self.schema, self.name]) + (f"_{self.suffix}" if self.suffix else "")


TABLES = (Table("sales", "orders"), Table("sales", "refunds", suffix="daily"), Table(schema="hr", name="people"))

for table in TABLES:
    with DAG(dag_id=table.dag_id, schedule=None) as dag:
        pass
