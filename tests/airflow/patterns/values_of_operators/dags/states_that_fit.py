from datetime import datetime

from airflow import DAG
from airflow.sensors.external_task import ExternalTaskSensor

with DAG("states_that_fit", start_date=datetime(2024, 1, 1), schedule=None):
    ExternalTaskSensor(task_id="t", external_dag_id="x", external_task_ids=["y"], allowed_states=["success", "skipped"], failed_states=["failed"])
