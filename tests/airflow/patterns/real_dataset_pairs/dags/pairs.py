from datetime import datetime

from airflow import DAG

try:
    from airflow.sdk import Asset
except ImportError:
    from airflow.datasets import Dataset as Asset

TABLES = ["a", "b"]
ASSETS = {table: Asset(f"s3://bucket/{table}") for table in TABLES}

for table, asset in ASSETS.items():
    with DAG(f"produce_{table}", start_date=datetime(2024, 1, 1), schedule=None) as producer:
        pass
    globals()[f"producer_{table}"] = producer

with DAG("consume_all", start_date=datetime(2024, 1, 1), schedule=list(ASSETS.values())) as consumer:
    pass

with DAG("consume_any", start_date=datetime(2024, 1, 1), schedule=(ASSETS["a"] | ASSETS["b"])):
    pass
