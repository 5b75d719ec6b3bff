import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = json.loads(os.getenv("NOPE"))
dag = DAG("settings_missing_7", schedule=None)
