# A description by position
# 2: a
# 3: error TypeError
from datetime import datetime

from airflow import DAG

d = DAG("a", "text", schedule=None)
