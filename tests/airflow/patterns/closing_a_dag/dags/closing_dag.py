"""A DAG has no `close`: Airflow loads nothing of this file."""

from contextlib import closing
from datetime import datetime

from airflow import DAG

with closing(DAG("never_there", schedule=None, start_date=datetime(2024, 1, 1))) as dag:
    pass
