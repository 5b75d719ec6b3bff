# dag_id: Two dots
# 2: a..b
# 3: a..b
from datetime import datetime

from airflow import DAG

d = DAG("a..b", schedule=None)
