# schedule and timetable
# 2: error ValueError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.timetables.simple import NullTimetable

d = DAG("a", start_date=datetime(2024, 1, 1), schedule="@daily", timetable=NullTimetable())
