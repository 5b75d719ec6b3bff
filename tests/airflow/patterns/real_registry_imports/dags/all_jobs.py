"""airflow dag"""
from datetime import datetime

from airflow import DAG

from jobs import JOBS

for job in JOBS:
    dag = DAG(job.dag_id, start_date=datetime(2024, 1, 1), schedule=getattr(job, "schedule", None))
    globals()[f"dag_{job.dag_id}"] = dag
