# A class attribute
# 2: nothing
# 3: nothing
from datetime import datetime

from airflow import DAG

class K:
    d = DAG("a", schedule=None)
