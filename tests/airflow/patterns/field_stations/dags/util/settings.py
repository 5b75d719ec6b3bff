import os
from datetime import datetime, timedelta


def slow_callback(context):
    print(context)


class QUEUE:
    SCRIPTS = "scripts"
    SNAP = "snap"
    DEFAULT = "default"


DEFAULT_ARGS = {
    "owner": "stations",
    "depends_on_past": False,
    "start_date": datetime(2018, 1, 1),
    "email": ["nobody@example.org"],
    "retries": 0,
    "retry_delay": timedelta(minutes=5),
    "queue": QUEUE.DEFAULT,
    "on_failure_callback": slow_callback,
}

POOL = {name: getattr(QUEUE, name) for name in dir(QUEUE) if not name.startswith("_")}
HERE = os.path.dirname(os.path.realpath(__file__))
