from datetime import datetime

from airflow import DAG
from airflow.sensors.python import PythonSensor

with DAG("negative_interval", start_date=datetime(2024, 1, 1), schedule=None):
    PythonSensor(task_id="t", python_callable=print, poke_interval=-1)
