# default_args=None
# 2: a
# 3: error AttributeError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, default_args=None)
