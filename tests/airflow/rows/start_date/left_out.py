# No schedule and no start_date
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a")
