# A loop variable holds the last
# 3: c
from datetime import datetime

from airflow import DAG

for i in "abc":
    d = DAG(i, schedule=None)
