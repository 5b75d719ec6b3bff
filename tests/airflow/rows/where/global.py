# A plain global
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None)
