# A timetable object without a start_date
# 2: error ValueError
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.timetables.trigger import CronTriggerTimetable

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=CronTriggerTimetable("0 0 * * *", timezone="UTC")):
    EmptyOperator(task_id="t")
