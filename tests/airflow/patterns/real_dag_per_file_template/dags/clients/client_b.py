from datetime import datetime
from os import path

from airflow import DAG

name, _ = path.splitext(path.split(__file__)[-1])
dag = DAG(dag_id=name.upper(), start_date=datetime(2024, 1, 1), schedule=None)
