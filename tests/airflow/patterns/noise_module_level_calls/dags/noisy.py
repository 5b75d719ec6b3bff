import os
import sys
from datetime import datetime

import sentry_helper
from airflow import DAG
from google.cloud import bigquery
from vendor_sdk import Client, settings

sentry_helper.init(dsn="x")
client = bigquery.Client(project=settings.PROJECT)
os.environ["TZ_HINT"] = "UTC"
os.environ.setdefault("OTHER_HINT", "x")
sys.setrecursionlimit(max(1000, sys.getrecursionlimit()))
table = client.table(f"{settings.PROJECT}.x")

with DAG("noisy_literal", start_date=datetime(2021, 1, 1), schedule=None, description=f"reads {table}", tags=[settings.TEAM, "x"]) as dag:
    Client(settings).attach(dag)
