# schedule=timedelta(days=1)
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from datetime import timedelta

d = DAG("a", start_date=datetime(2024, 1, 1), schedule=timedelta(days=1))
