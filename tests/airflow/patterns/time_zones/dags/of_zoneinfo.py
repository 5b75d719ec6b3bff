from datetime import datetime

from zoneinfo import ZoneInfo
from airflow import DAG

ZONE = ZoneInfo("Europe/Kyiv")

dag = DAG("of_zoneinfo", start_date=datetime(2024, 1, 1), schedule=None)
