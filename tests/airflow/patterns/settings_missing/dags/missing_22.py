import json
import os
from datetime import timedelta
from pathlib import Path

from airflow import DAG
from airflow.models import Variable
x = Variable.get("nope", default_var=None).split(",")
dag = DAG("settings_missing_22", schedule=None)
