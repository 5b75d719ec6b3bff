# dag_id: A dot
# 2: .
# 3: .
from datetime import datetime

from airflow import DAG

d = DAG(".", schedule=None)
