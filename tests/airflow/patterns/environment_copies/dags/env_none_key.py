import os
from airflow import DAG
CONFIG = {"dev": {"bucket": "d"}, "prod": {"bucket": "p"}}
ENV = os.environ.get("ENV")
B = CONFIG[ENV]["bucket"]
dag = DAG("env_none_key", schedule=None)
