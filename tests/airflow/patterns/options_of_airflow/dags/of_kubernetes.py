from datetime import datetime

from airflow import DAG
from airflow.configuration import conf

SETTING = conf.get("kubernetes", "namespace")

dag = DAG("of_kubernetes", start_date=datetime(2024, 1, 1), schedule=None)
