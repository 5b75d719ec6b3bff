"""A job that is loaded by its path."""

from datetime import datetime

NAME = "two"


def create(prefix):
    from airflow import DAG

    return DAG(f"{prefix}_{NAME}", schedule=None, start_date=datetime(2024, 1, 1))
