# @continuous with one run at a time
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", start_date=datetime(2024, 1, 1), schedule="@continuous", max_active_runs=1)
