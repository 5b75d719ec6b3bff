# A name that is not there
# 2: error NameError
# 3: error NameError
from datetime import datetime

from airflow import DAG

d = DAG(a, schedule=None)
