from datetime import datetime

from airflow import DAG
from airflow.sensors.weekday import DayOfWeekSensor

with DAG("short_day", start_date=datetime(2024, 1, 1), schedule=None):
    DayOfWeekSensor(task_id="t", week_day="mon")
