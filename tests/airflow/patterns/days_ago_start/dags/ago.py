from datetime import datetime, timedelta

from airflow import DAG

yesterday = datetime.combine(datetime.today() - timedelta(1), datetime.min.time())
args = {"owner": "me", "start_date": yesterday}

with DAG("started_yesterday", default_args=args, schedule="@daily", catchup=False) as dag:
    pass
