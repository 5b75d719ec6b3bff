import os
from airflow import DAG
import requests
x = requests.get("http://nowhere.invalid/x").json()
dag = DAG("machine_1", schedule=None)
