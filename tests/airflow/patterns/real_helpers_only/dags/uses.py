from datetime import datetime

from airflow import DAG

from helpers.notify import notify

dag = DAG("uses_helpers", start_date=datetime(2024, 1, 1), schedule=None, on_failure_callback=notify)
