import json
import logging
from os.path import basename

from airflow.exceptions import AirflowNotFoundException
from airflow.models import Variable
from airflow.providers.http.hooks.http import HttpHook
from requests import Response

log = logging.getLogger(__name__)


class SlackMessage:
    def __init__(self, username="Bot", http_conn_id="slack"):
        self.http = HttpHook(method="POST", http_conn_id=http_conn_id)
        self.blocks = []

    def send(self, text) -> Response:
        try:
            return self.http.run(endpoint=None, data=json.dumps({"text": text}))
        except AirflowNotFoundException:
            log.warning("no connection")


def should_send():
    return Variable.get("SLACK", default_var=False, deserialize_json=True)


def on_failure_callback(context):
    if should_send():
        SlackMessage().send(basename(context["x"]))
