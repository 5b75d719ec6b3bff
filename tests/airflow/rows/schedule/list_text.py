# schedule=["a"]
# 2: error ValueError
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from datetime import timedelta

d = DAG("a", start_date=datetime(2024, 1, 1), schedule=["a"])
