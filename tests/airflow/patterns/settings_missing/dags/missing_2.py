import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = int(os.environ.get("NOPE"))
dag = DAG("settings_missing_2", schedule=None)
