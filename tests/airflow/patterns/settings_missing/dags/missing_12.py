import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
for x in os.getenv("NOPE"): pass
dag = DAG("settings_missing_12", schedule=None)
