from datetime import datetime

from airflow import DAG

DEFAULTS = {"start_date": datetime(2020, 1, 1)}
dag = DAG("old_style", default_args=DEFAULTS, schedule_interval="@daily", concurrency=3)
