import os

from airflow import DAG

IMAGE = os.environ.get("IMAGE", "python:3.12")
POOL = os.getenv("POOL")
DEBUG = bool(int(os.environ.get("DEBUG", "0")))
RETRIES = 0 if DEBUG else 3

with DAG("options_by_env", schedule=None, default_args={"retries": RETRIES, "pool": POOL or "default_pool"}, is_paused_upon_creation=DEBUG) as dag:
    pass
