from datetime import datetime

import pendulum
from airflow import DAG

ZONE = pendulum.timezone("America/Sao_Paulo")

dag = DAG("of_pendulum", start_date=datetime(2024, 1, 1), schedule=None)
