"""Groups and timetables with nothing odd about them."""

from datetime import datetime, timedelta

import pendulum
from airflow import DAG
from airflow.decorators import task_group
from airflow.operators.empty import EmptyOperator
from airflow.timetables.interval import CronDataIntervalTimetable, DeltaDataIntervalTimetable
from airflow.timetables.trigger import CronTriggerTimetable
from airflow.utils.task_group import TaskGroup

ZONE = pendulum.timezone("Europe/Lisbon")

with DAG("groups_by_trigger", schedule=CronTriggerTimetable("0 5 * * 1", timezone=ZONE), start_date=datetime(2024, 2, 1)) as dag:
    with TaskGroup("press", tooltip="The press", prefix_group_id=False, ui_color="#fafafa", dag=dag) as press:
        EmptyOperator(task_id="squeeze")
        with TaskGroup(group_id="filter", parent_group=press, default_args={"retries": 1}):
            EmptyOperator(task_id="sieve")

    @task_group(group_id="bottle", tooltip="Bottles")
    def bottle():
        EmptyOperator(task_id="fill")

    bottle()

by_interval = DAG("by_interval", schedule=CronDataIntervalTimetable("0 5 * * 1", "UTC"), start_date=datetime(2024, 2, 1))
by_delta = DAG("by_delta", schedule=DeltaDataIntervalTimetable(timedelta(hours=7)), start_date=datetime(2024, 2, 1))
