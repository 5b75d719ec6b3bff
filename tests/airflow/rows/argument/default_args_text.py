# default_args of a wrong type
# 2: error TypeError
# 3: error AttributeError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, default_args="x")
