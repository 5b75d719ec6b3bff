import os
from airflow import DAG


class Config:
    token = os.getenv("TOKEN")
    parts = (os.getenv("PARTS") or "").split(",")

    def __init__(self):
        self.url = os.getenv("URL")
        self.base = self.url.rstrip("/")


c = Config()
dag = DAG("env_attr", schedule=None)
