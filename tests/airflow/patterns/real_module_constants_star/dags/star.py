from datetime import datetime

from airflow import DAG

from common.settings import *  # noqa: F403
from common import settings as s

with DAG(f"{PREFIX}_{s.Layer.GOLD.value}", start_date=datetime(2024, 1, 1), schedule=None, default_args=ARGS):  # noqa: F405
    pass
