# Entered twice
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None)
with d:
    pass
with d:
    pass
