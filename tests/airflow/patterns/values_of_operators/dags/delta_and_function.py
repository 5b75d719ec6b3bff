from datetime import datetime

from airflow import DAG
from airflow.sensors.external_task import ExternalTaskSensor

with DAG("delta_and_function", start_date=datetime(2024, 1, 1), schedule=None):
    ExternalTaskSensor(task_id="t", external_dag_id="x", execution_delta=datetime(2024, 1, 2) - datetime(2024, 1, 1), execution_date_fn=print)
