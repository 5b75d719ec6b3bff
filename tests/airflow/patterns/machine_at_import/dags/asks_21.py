import os
from airflow import DAG
os.chdir("/nonexistent")
dag = DAG("machine_21", schedule=None)
