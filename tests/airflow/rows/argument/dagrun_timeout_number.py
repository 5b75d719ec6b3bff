# dagrun_timeout is a number
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, dagrun_timeout=60)
