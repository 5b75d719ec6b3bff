# tags is text
# 2: error TypeError
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, tags="abc")
