# dag_id: Bytes
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

d = DAG(b"a", schedule=None)
