# schedule="@never" without a start_date, with a task
# 2: error ValueError
# 3: error AirflowTimetableInvalid
from datetime import datetime

from airflow import DAG

from datetime import timedelta

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule="@never"):
    EmptyOperator(task_id="t")
