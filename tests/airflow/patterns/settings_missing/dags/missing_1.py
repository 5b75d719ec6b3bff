import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = os.environ.get("NOPE").split(",")
dag = DAG("settings_missing_1", schedule=None)
