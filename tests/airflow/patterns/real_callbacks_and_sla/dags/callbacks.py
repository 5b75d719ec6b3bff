import functools
import logging
from datetime import datetime, timedelta

from airflow import DAG
from airflow.exceptions import AirflowException

log = logging.getLogger(__name__)


def notify(channel, context=None):
    log.warning("%s %s", channel, context)


class Alert:
    def __init__(self, channel):
        self.channel = channel

    def __call__(self, context):
        if not context:
            raise AirflowException("no context")
        notify(self.channel, context)


def retry_log(func):
    @functools.wraps(func)
    def inner(*args, **kwargs):
        try:
            return func(*args, **kwargs)
        except Exception:
            log.exception("failed")
            raise

    return inner


@retry_log
def get_args(owner):
    return {
        "owner": owner,
        "on_failure_callback": functools.partial(notify, "#alerts"),
        "on_success_callback": Alert("#ok"),
        "execution_timeout": timedelta(hours=1),
    }


with DAG(
    dag_id="callbacks_dag",
    default_args=get_args("team"),
    on_failure_callback=Alert("#dag"),
    start_date=datetime(2024, 1, 1),
    schedule=None,
):
    pass
