from datetime import datetime

from airflow import DAG
from airflow.configuration import conf

SETTING = conf.getboolean("core", "enable_xcom_pickling")

dag = DAG("of_pickles", start_date=datetime(2024, 1, 1), schedule=None)
