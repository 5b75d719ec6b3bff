from datetime import datetime

from airflow import DAG
from airflow.sensors.external_task import ExternalTaskSensor

with DAG("one_and_many", start_date=datetime(2024, 1, 1), schedule=None):
    ExternalTaskSensor(task_id="t", external_dag_id="x", external_task_id="y", external_task_ids=["z"])
