"""What depends on where it runs."""

import os
from enum import Enum

from google.api_core.exceptions import NotFound, PermissionDenied
from google.cloud import secretmanager

ENV = os.environ.get("ENV", "dev")
PLACE = os.environ.get("PLACE", None)
TARGET = "/opt/target" if PLACE != None else os.environ.get("TARGET", "/opt/airflow/target")


def secret(name, default=None):
    try:
        client = secretmanager.SecretManagerServiceClient()
        return client.access_secret_version(request={"name": name}).payload.data.decode("UTF-8")
    except (NotFound, PermissionDenied):
        return default


HOOK = secret("hook")


class Tags(Enum):
    MACHINE = "machine"
    MODEL = "model"
