# A callback is text
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, on_failure_callback="x")
