from datetime import datetime

from zoneinfo import ZoneInfo
from airflow import DAG

ZONE = ZoneInfo("Berlin")

dag = DAG("of_zoneinfo_misspelt", start_date=datetime(2024, 1, 1), schedule=None)
