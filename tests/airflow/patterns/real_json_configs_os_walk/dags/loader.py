import json
import os
from datetime import datetime

from airflow import DAG

HERE = os.path.dirname(os.path.realpath(__file__))


def get_configs():
    configs = []
    for root, dirs, files in os.walk(os.path.join(HERE, "include")):
        for name in sorted(files):
            if not name.endswith(".json"):
                continue
            with open(os.path.join(root, name), "r") as handle:
                configs.append(json.load(handle))
    return configs


def build(config):
    dag = DAG(
        dag_id=config["DagId"],
        start_date=datetime(2023, 1, 1),
        schedule=config["Schedule"],
        catchup=config.get("Catchup", False),
        description=config.get("Description", "no description"),
    )
    return dag


for config in get_configs():
    globals()[config["DagId"]] = build(config)
