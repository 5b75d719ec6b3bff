"""Two DAGs, which another file registers."""

from datetime import datetime

from airflow.models.dag import DAG

DAGS = [DAG(f"one-{name}", schedule=None, start_date=datetime(2024, 1, 1)) for name in ("first", "second")]
