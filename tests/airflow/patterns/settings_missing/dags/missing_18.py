import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = {"a": 1}[os.getenv("NOPE")]
dag = DAG("settings_missing_18", schedule=None)
