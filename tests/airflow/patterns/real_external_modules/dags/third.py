from datetime import datetime

import requests
import pandas as pd
from airflow import DAG
from sqlalchemy import create_engine
from slack_sdk import WebClient

client = WebClient(token="x")
session = requests.Session()
session.headers.update({"a": "b"})
pd.set_option("display.max_rows", 10)
engine = create_engine("sqlite://")
frame = pd.DataFrame([{"a": 1}])
columns = list(frame.columns)

with DAG("third_party_around", start_date=datetime(2024, 1, 1), schedule=None, params={"columns": 1}) as dag:
    dag.doc_md = frame.to_string()
