# Deleted again
# 2: nothing
# 3: nothing
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None)
del d
