from datetime import datetime

from airflow import DAG

dag = DAG("bad_cron", schedule="61 * * * *", start_date=datetime(2021, 1, 1))
