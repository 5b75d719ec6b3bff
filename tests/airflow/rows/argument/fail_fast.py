# DAG(fail_fast=)
# 2: error TypeError
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", start_date=datetime(2024, 1, 1), schedule=None, fail_fast=True)
