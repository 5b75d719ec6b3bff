# max_active_runs is text
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, max_active_runs="1")
