from datetime import datetime

from airflow import DAG
from airflow.configuration import conf

SETTING = conf.get("core", "dags_folder")

dag = DAG("of_core", start_date=datetime(2024, 1, 1), schedule=None)
