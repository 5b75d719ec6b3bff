from datetime import datetime

from airflow import DAG
from airflow.sensors.external_task import ExternalTaskSensor

with DAG("no_state_of_runs", start_date=datetime(2024, 1, 1), schedule=None):
    ExternalTaskSensor(task_id="t", external_dag_id="x", allowed_states=["skipped"])
