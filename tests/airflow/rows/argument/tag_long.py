# A tag of 101 characters
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, tags=["x" * 101])
