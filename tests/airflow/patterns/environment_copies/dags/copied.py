import os
from datetime import date, timedelta, datetime
from airflow import DAG
from airflow.models import Variable
env = os.environ.copy()
GIT_BRANCH = env.get("GIT_BRANCH", "master")
NAMESPACE = env["NAMESPACE"] if "NAMESPACE" in env else "testing"
default_args = {"start_date": datetime(2019, 1, 1), "sla": timedelta(hours=12)}
dag = DAG("copied_copy", default_args=default_args, schedule=None)
