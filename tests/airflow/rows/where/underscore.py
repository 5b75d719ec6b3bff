# A private name
# 3: a
from datetime import datetime

from airflow import DAG

_d = DAG("a", schedule=None)
