# A schedule, no start_date, no tasks
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule="@daily")
