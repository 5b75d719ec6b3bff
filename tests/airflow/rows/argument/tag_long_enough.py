# A tag of 100 characters
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, tags=["x" * 100])
