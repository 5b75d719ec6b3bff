# Deleted again
# 3: nothing
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None)
del d
