from datetime import datetime

from airflow import DAG

raw = {"start_date": "2023-05-01", "schedule": None, "catchup": False, "dag_id": "parsed_15bab1fc"}
dates = ["start_date", "end_date"]
config = {k: (v if k not in dates else datetime.fromisoformat(v)) for k, v in raw.items()}
config = {**config, "is_paused_upon_creation": False}

with DAG(**config) as dag:
    pass
