# globals().update
# 3: a, b
from datetime import datetime

from airflow import DAG

globals().update({i: DAG(i, schedule=None) for i in "ab"})
