import copy
from datetime import datetime

from airflow import DAG

BASE = {"default_args": {"owner": "x", "retries": 1}, "schedule": None, "start_date": datetime(2024, 1, 1)}


def with_defaults(**changes):
    kwargs = copy.deepcopy(BASE)
    kwargs["default_args"].update(changes.pop("default_args", {}))
    kwargs.update(changes)
    return kwargs


with DAG(**with_defaults(dag_id="nested_one", tags=["a"])):
    pass
with DAG("nested_two", **with_defaults(default_args={"retries": 2})):
    pass
config = dict(BASE, dag_id="nested_three")
dag = DAG(**config)
