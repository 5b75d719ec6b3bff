from datetime import datetime

from airflow import DAG
from airflow.sensors.external_task import ExternalTaskSensor

with DAG("types_of_sensors", schedule=None, start_date=datetime(2024, 1, 1)):
    ExternalTaskSensor(task_id="b", external_dag_id="x", mode="rescheduled")
