from datetime import datetime

import pendulum
from airflow import DAG

ZONE = pendulum.timezone("America/NewYork")

dag = DAG("of_pendulum_misspelt", start_date=datetime(2024, 1, 1), schedule=None)
