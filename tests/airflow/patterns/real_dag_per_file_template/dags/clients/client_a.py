import os
from datetime import datetime
from pathlib import Path

from airflow import DAG

CLIENT = Path(__file__).stem.split("_", 1)[1]
GROUP = os.path.basename(os.path.dirname(__file__))

with DAG(f"{GROUP}__{CLIENT}", start_date=datetime(2024, 1, 1), schedule=None) as dag:
    pass
