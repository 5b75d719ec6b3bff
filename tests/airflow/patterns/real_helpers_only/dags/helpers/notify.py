"""Helpers for airflow dags."""
import requests
from airflow.models import Variable

SESSION = requests.Session()
URL = Variable.get("slack_url", default_var="")


def notify(context):
    return SESSION.post(URL, json={"dag": context["dag"].dag_id})
