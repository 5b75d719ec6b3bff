from datetime import datetime

from airflow import DAG
from airflow.sensors.weekday import DayOfWeekSensor

with DAG("days_that_fit", start_date=datetime(2024, 1, 1), schedule=None):
    DayOfWeekSensor(task_id="t", week_day={"Monday", "tuesday"})
