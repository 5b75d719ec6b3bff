import logging
from datetime import datetime, timedelta

from airflow.decorators import dag
from airflow.models import Variable
from airflow.operators.empty import EmptyOperator

logger = logging.getLogger(__name__)
default_args = {"owner": "lib", "retries": 1, "retry_delay": timedelta(minutes=1)}


@dag(
    default_args=default_args,
    schedule=timedelta(days=int(Variable.get("schedule_pod_days", 1))),
    start_date=datetime(2024, 1, 1),
    catchup=False,
    tags=["data export"],
)
def send_pod_records():
    start = EmptyOperator(task_id="start")
    end = EmptyOperator(task_id="end")
    start >> end


send_pod_records()
