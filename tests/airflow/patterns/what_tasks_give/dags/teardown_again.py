from datetime import datetime

from airflow import DAG
from airflow.decorators import teardown


@teardown
def down():
    return None


with DAG("teardown_again", start_date=datetime(2024, 1, 1), schedule=None):
    down()
    down.override(task_id="other")()
