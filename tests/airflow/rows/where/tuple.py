# Unpacked from a tuple
# 3: a, b
from datetime import datetime

from airflow import DAG

a, b = DAG("a", schedule=None), DAG("b", schedule=None)
