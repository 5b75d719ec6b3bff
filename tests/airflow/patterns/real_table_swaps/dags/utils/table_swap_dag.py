import datetime
from typing import Any, Dict, List

from airflow import DAG
from airflow.models import BaseOperator
from airflow.operators.python import PythonOperator

import attr


@attr.s
class SwapSpec:
    schema: str = attr.ib()
    table: str = attr.ib()
    columns: List[str] = attr.ib(factory=list)
    catalog: str = attr.ib(default=None)

    @property
    def target(self):
        return ".".join(filter(None, [self.catalog, self.schema, self.table]))


def create_table_swap_dag(
    dag_name: str,
    start_date,
    source: str,
    catalog: str,
    tables: List[Dict[str, Any]],
    schedule="@daily",
) -> DAG:
    with DAG(
        dag_name,
        start_date=start_date,
        schedule=schedule,
        max_active_runs=1,
        catchup=False,
        description=f"{source} to {catalog}",
    ) as dag:
        for table in tables:
            src, dst = table["src"], SwapSpec(catalog=catalog, **table["dst"])
            ops: List[BaseOperator] = [
                PythonOperator(
                    task_id=f"{step}__{dst.schema}__{dst.table}",
                    python_callable=print,
                    op_kwargs={"schema": src["schema"], "target": dst.target},
                    execution_timeout=datetime.timedelta(hours=6),
                    retry_delay=datetime.timedelta(hours=1),
                    retries=3,
                )
                for step in ("ctas", "swap")
            ]
            for left, right in zip(ops, ops[1:]):
                left >> right
    return dag
