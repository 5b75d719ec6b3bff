from datetime import datetime

from airflow import DAG
from airflow.configuration import conf

SETTING = conf.get("smtp", "smtp_user")

dag = DAG("of_smtp", start_date=datetime(2024, 1, 1), schedule=None)
