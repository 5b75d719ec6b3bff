from datetime import datetime

import pendulum
from airflow import DAG

ZONE = pendulum.today("utc").add(days=-2)

dag = DAG("of_today", start_date=datetime(2024, 1, 1), schedule=None)
