"""A timetable without its time zone."""

from datetime import datetime

from airflow import DAG
from airflow.timetables.trigger import CronTriggerTimetable

dag = DAG("zoneless", schedule=CronTriggerTimetable("0 5 * * 1"), start_date=datetime(2024, 2, 1))
