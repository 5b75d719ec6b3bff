# helper
from datetime import datetime

from airflow import DAG

def make(dag_id):
    return DAG(dag_id, schedule=None)
