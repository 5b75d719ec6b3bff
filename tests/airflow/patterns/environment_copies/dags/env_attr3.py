import os
from airflow import DAG
class C:
    URL = os.getenv("URL")
x = C.URL.rstrip("/")
dag = DAG("env_attr3", schedule=None)
