# No schedule and no start_date
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a")
