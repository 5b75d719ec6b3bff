"""What YAML makes of a date is no datetime: Airflow loads nothing of this file."""

import yaml
from airflow import DAG

settings = yaml.safe_load("since: 2024-01-01\nretries: 1\n")
dag = DAG("never_there", schedule=None, default_args={"start_date": settings["since"], "retries": settings["retries"]})
