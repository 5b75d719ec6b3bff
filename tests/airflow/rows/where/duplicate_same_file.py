# One id twice
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

a = DAG("a", schedule=None)
b = DAG("a", schedule=None)
