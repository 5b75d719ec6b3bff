# An access_control of no known permission
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, access_control={"role": {"fly"}})
