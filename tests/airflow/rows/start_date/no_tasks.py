# A schedule, no start_date, no tasks
# 2: error ValueError
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule="@daily")
