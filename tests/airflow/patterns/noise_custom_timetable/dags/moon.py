from datetime import datetime

from airflow import DAG
from company_timetables import EveryFullMoon

with DAG("by_the_moon", start_date=datetime(2021, 1, 1), timetable=EveryFullMoon()) if False else DAG("by_the_moon", start_date=datetime(2021, 1, 1), schedule=None):
    pass
