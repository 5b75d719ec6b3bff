# A walrus
# 3: a
from datetime import datetime

from airflow import DAG

if (d := DAG("a", schedule=None)):
    pass
