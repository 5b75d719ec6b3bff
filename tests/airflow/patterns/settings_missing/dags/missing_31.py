import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE", "")
x = int(x)
dag = DAG("settings_missing_31", schedule=None)
