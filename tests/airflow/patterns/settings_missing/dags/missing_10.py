import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = Path("a") / os.getenv("NOPE")
dag = DAG("settings_missing_10", schedule=None)
