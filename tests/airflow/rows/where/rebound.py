# Bound twice
# 3: b
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None)
d = DAG("b", schedule=None)
