# In a list
# 2: nothing
# 3: nothing
from datetime import datetime

from airflow import DAG

ds = [DAG(i, schedule=None) for i in "ab"]
