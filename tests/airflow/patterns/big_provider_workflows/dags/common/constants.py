import os
from datetime import timedelta
from typing import Literal, get_args

from common.slack import on_failure_callback

AUDIO = "audio"
IMAGE = "image"
MEDIA_TYPES = [AUDIO, IMAGE]
MediaType = Literal["audio", "image"]

STAGING, PRODUCTION = ENVIRONMENTS = ["staging", "production"]
Environment = Literal["staging", "production"]
ALL_MEDIA = get_args(MediaType)

CONTACT = os.getenv("CONTACT_EMAIL")
DAG_DEFAULT_ARGS = {
    "owner": "catalog",
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
    "on_failure_callback": on_failure_callback,
}
XCOM_PULL = "{{{{ ti.xcom_pull(task_ids='{}', key='{}') }}}}"
