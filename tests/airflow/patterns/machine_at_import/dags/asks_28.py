import os
from airflow import DAG
import configparser
c = configparser.ConfigParser()
c.read("/nonexistent.ini")
x = c.get("a", "b")
dag = DAG("machine_28", schedule=None)
