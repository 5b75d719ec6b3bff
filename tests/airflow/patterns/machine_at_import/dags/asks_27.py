import os
from airflow import DAG
import configparser
c = configparser.ConfigParser()
c.read("/nonexistent.ini")
x = c["a"]["b"]
dag = DAG("machine_27", schedule=None)
