import os
from airflow import DAG
import urllib.request
x = urllib.request.urlopen("http://nowhere.invalid/x").read()
dag = DAG("machine_3", schedule=None)
