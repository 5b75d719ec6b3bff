import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = Variable.get("nope", default_var={}, deserialize_json=True)["k"]
dag = DAG("settings_missing_23", schedule=None)
