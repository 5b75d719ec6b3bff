import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
assert os.getenv("NOPE"), "x"
dag = DAG("settings_missing_59", schedule=None)
