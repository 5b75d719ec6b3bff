# days_ago
# 2: a
# 3: error ImportError
from datetime import datetime

from airflow import DAG

from airflow.utils.dates import days_ago

d = DAG("a", schedule=None, start_date=days_ago(1))
