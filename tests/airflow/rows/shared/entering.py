# helper
from datetime import datetime

from airflow import DAG

with DAG("shared", schedule=None):
    pass
