# DAG(unknown_argument=)
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

d = DAG("a", start_date=datetime(2024, 1, 1), schedule=None, unknown_argument=1)
