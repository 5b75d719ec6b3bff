# dag_id: A number
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

d = DAG(1, schedule=None)
