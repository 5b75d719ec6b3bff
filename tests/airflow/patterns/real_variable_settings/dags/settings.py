import json
import os
from datetime import datetime

from airflow import DAG
from airflow.models import Variable

ENV = os.getenv("ENVIRONMENT", "dev")
CONFIG = Variable.get("settings_config", default_var={"a": 1}, deserialize_json=True)
EMAILS = Variable.get("alert_emails", default_var="a@example.com,b@example.com").split(",")
LIMIT = int(os.environ.get("LIMIT", "5"))
EXTRA = json.loads(os.environ.get("EXTRA", "{}"))
on_failure = None
if ENV == "prod":
    on_failure = print

default_args = {"owner": "x", "email": EMAILS, "retries": LIMIT, "on_failure_callback": on_failure}

with DAG(
    "settings_known",
    default_args=default_args,
    start_date=datetime(2024, 1, 1),
    schedule=None,
    params={"config": CONFIG, "extra": EXTRA},
    is_paused_upon_creation=ENV != "prod",
    tags=[ENV],
) as dag:
    pass
