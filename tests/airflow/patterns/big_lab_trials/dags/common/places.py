import os
from airflow.models import Variable

DEPLOY = os.environ.get("LAB_ENVIRONMENT", default="")


def is_live():
    return DEPLOY == "lab-live"


def bucket():
    return "gs://live" if is_live() else "gs://dev"
