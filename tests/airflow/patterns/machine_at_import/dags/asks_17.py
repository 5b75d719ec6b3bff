import os
from airflow import DAG
from pathlib import Path
x = Path("/opt/airflow/x.sql").read_text()
dag = DAG("machine_17", schedule=None)
