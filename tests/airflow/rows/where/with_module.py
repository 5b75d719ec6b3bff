# A DAG entered at module level
# 3: a
from datetime import datetime

from airflow import DAG

with DAG("a", schedule=None):
    pass
