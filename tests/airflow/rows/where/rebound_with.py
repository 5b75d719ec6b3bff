# Entered, then rebound
# 3: a
from datetime import datetime

from airflow import DAG

with DAG("a", schedule=None) as d:
    pass
d = None
