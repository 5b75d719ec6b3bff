# A subclass of DAG
# 3: a
from datetime import datetime

from airflow import DAG

class Mine(DAG):
    pass


d = Mine("a", schedule=None)
