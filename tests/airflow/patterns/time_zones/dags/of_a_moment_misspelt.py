from datetime import datetime

import pendulum
from airflow import DAG

ZONE = pendulum.datetime(2024, 1, 1, tz="UTC+3")

dag = DAG("of_a_moment_misspelt", start_date=datetime(2024, 1, 1), schedule=None)
