import re
from datetime import datetime

from airflow import DAG

START = datetime(2024, 1, 1)


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def camel_to_snake(name):
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


for raw in ("CustomerOrders", "HTTPRequests"):
    with DAG(snake(raw), start_date=START, schedule=None):
        pass
    with DAG("c_" + camel_to_snake(raw), start_date=START, schedule=None):
        pass

with DAG(slug("  Hello, World! (2024) "), start_date=START, schedule=None):
    pass
with DAG("%(team)s_%(name)s" % {"team": "core", "name": "job"}, start_date=START, schedule=None):
    pass
with DAG("-".join(part for part in "a b  c".split(" ") if part), start_date=START, schedule=None):
    pass
