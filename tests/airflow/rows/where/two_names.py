# Two names for one DAG
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

a = b = DAG("a", schedule=None)
