from datetime import datetime

from airflow import DAG
from airflow.configuration import conf

SETTING = conf.getjson("our_company", "teams")

dag = DAG("of_json", start_date=datetime(2024, 1, 1), schedule=None)
