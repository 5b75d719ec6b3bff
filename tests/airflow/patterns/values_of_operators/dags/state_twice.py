from datetime import datetime

from airflow import DAG
from airflow.sensors.external_task import ExternalTaskSensor

with DAG("state_twice", start_date=datetime(2024, 1, 1), schedule=None):
    ExternalTaskSensor(task_id="t", external_dag_id="x", allowed_states=["success"], failed_states=["success"])
