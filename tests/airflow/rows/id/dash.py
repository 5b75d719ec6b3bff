# dag_id: A dash first
# 2: -a
# 3: -a
from datetime import datetime

from airflow import DAG

d = DAG("-a", schedule=None)
