import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = timedelta(minutes=os.getenv("NOPE"))
dag = DAG("settings_missing_14", schedule=None)
