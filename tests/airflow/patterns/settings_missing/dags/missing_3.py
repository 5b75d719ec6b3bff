import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = os.getenv("NOPE") + "/a"
dag = DAG("settings_missing_3", schedule=None)
