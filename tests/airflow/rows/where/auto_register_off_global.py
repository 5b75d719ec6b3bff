# auto_register=False, left in a global
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

with DAG("a", schedule=None, auto_register=False) as d:
    pass
