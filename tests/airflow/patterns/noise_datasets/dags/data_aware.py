from datetime import datetime

try:
    from airflow.sdk import Asset as Dataset
except ImportError:
    from airflow.datasets import Dataset

from airflow import DAG

START = datetime(2021, 1, 1)
ORDERS = Dataset("s3://bucket/orders")
TABLES = {name: Dataset(f"s3://bucket/{name}") for name in ("users", "items")}

with DAG("on_orders", start_date=START, schedule=[ORDERS]):
    pass

for name, dataset in TABLES.items():
    with DAG(f"on_{name}", start_date=START, schedule=[dataset, ORDERS]):
        pass
