"""Only when it is not there yet."""

import sys
from datetime import datetime
from pathlib import Path

root = Path(__file__).resolve().parent
if str(root) not in sys.path:
    sys.path.insert(0, str(root))

import beside_b
from airflow import DAG

dag = DAG("path_" + beside_b.NAME, schedule=None, start_date=datetime(2024, 1, 1))
