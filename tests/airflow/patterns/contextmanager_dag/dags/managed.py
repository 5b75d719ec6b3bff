from contextlib import contextmanager
from datetime import datetime

from airflow import DAG


@contextmanager
def standard_dag(name, **options):
    with DAG(f"std_{name}", start_date=datetime(2021, 1, 1), schedule=None, **options) as dag:
        yield dag


with standard_dag("clean") as clean:
    pass

with standard_dag("load", tags=["x"]):
    pass
