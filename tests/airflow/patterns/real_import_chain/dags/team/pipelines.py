from datetime import datetime

from airflow import DAG

from .specs import SPECS

dags = {}
for spec in SPECS:
    dags[spec["id"]] = DAG(spec["id"], start_date=datetime(2024, 1, 1), schedule=spec.get("schedule"))
