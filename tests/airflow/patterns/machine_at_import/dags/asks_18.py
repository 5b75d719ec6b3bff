import os
from airflow import DAG
x = os.listdir("/opt/airflow/none")
dag = DAG("machine_18", schedule=None)
