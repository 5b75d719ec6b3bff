# Two names for one DAG
# 3: a
from datetime import datetime

from airflow import DAG

a = b = DAG("a", schedule=None)
