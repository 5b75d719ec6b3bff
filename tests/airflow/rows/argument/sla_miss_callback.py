# DAG(sla_miss_callback=)
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", start_date=datetime(2024, 1, 1), schedule=None, sla_miss_callback=None)
