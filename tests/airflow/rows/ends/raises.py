# An exception
# 2: error RuntimeError
# 3: error RuntimeError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None)
raise RuntimeError("no")
