# A private name
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

_d = DAG("a", schedule=None)
