import os
from functools import partial
from airflow.models import Variable


def task_fail_alert(context, extra_msg="", use_proxy=False):
    print(context)


def is_prod_mode():
    PROD_ENV_PATH = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "prod")
    return PROD_ENV_PATH == os.path.dirname(os.path.realpath(__file__))


def send_msg(context, msg, channel=None):
    ...
