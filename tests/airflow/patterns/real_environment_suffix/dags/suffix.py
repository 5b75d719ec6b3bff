from datetime import datetime
import os

from airflow import DAG

# An empty default that production leaves alone: nobody can know here.
SUFFIX = os.environ.get("DAG_SUFFIX", "")
KNOWN = {"dev": "_dev", "prod": ""}

with DAG("suffix_fixed" + KNOWN["dev"], start_date=datetime(2024, 1, 1), schedule=None):
    pass
