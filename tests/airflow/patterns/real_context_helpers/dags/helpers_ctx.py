from contextlib import contextmanager
from datetime import datetime

from airflow import DAG


@contextmanager
def company_dag(name, **kwargs):
    kwargs.setdefault("start_date", datetime(2024, 1, 1))
    with DAG(f"company_{name}", schedule=None, **kwargs) as dag:
        dag.doc_md = f"# {name}"
        yield dag


with company_dag("one") as dag_one:
    pass

with company_dag("two", tags=["x"]):
    pass
