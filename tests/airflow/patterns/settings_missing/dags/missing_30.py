import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
os.environ["Z"] = os.getenv("NOPE")
dag = DAG("settings_missing_30", schedule=None)
