from datetime import datetime

from airflow import DAG
from airflow.configuration import conf

SETTING = conf.get("our_company", "team")

dag = DAG("of_ours", start_date=datetime(2024, 1, 1), schedule=None)
