# Entered in a class body
# 3: a
from datetime import datetime

from airflow import DAG

class K:
    with DAG("a", schedule=None):
        pass
