"""With a time it is one."""

import yaml
from airflow import DAG

settings = yaml.safe_load("since: 2024-01-01 00:00:00\n")
dag = DAG("since_midnight", schedule=None, default_args={"start_date": settings["since"]})
