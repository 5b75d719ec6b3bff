import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE")
try:
    y = int(x)
except ValueError:
    y = 1
dag = DAG("settings_missing_65", schedule=None)
