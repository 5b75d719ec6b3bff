import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = "x" in os.getenv("NOPE")
dag = DAG("settings_missing_20", schedule=None)
