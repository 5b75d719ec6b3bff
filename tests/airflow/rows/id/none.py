# dag_id: None
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

d = DAG(None, schedule=None)
