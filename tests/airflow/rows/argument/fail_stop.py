# DAG(fail_stop=)
# 2: a
# 3: error TypeError
from datetime import datetime

from airflow import DAG

d = DAG("a", start_date=datetime(2024, 1, 1), schedule=None, fail_stop=True)
