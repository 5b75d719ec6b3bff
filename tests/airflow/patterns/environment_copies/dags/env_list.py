import os
from airflow import DAG
EMAILS = [e.strip() for e in os.getenv("EMAILS", "a@x.org,b@x.org").split(",")]
FIRST, SECOND = os.getenv("PAIR", "a:b").split(":")
HOST = os.getenv("HOST", "localhost:80").split(":")[0]
dag = DAG("env_list", schedule=None, default_args={"email": EMAILS})
