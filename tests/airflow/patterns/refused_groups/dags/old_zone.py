"""A time zone as `pendulum` 2 gave it."""

from datetime import datetime

import pendulum
from airflow import DAG

LOCAL = pendulum.tz.timezone("Europe/Lisbon")

dag = DAG("old_zone", schedule=None, start_date=datetime(2024, 2, 1, tzinfo=LOCAL))
