import os
from airflow import DAG
conf = {"url": os.getenv("URL"), "n": os.getenv("N", "1")}
x = conf["url"].rstrip("/")
y = int(conf["n"])
dag = DAG("env_dict3", schedule=None)
