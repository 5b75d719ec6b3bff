# By position and by name
# 2: error TypeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

d = DAG("a", dag_id="a", schedule=None)
