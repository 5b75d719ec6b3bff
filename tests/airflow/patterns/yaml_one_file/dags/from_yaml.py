import os

import yaml
from airflow import DAG

HERE = os.path.dirname(os.path.abspath(__file__))

with open(os.path.join(HERE, "config.yml")) as stream:
    config = yaml.safe_load(stream)

for entry in config["dags"]:
    dag_id = "_".join(filter(None, [entry.get("prefix"), entry["name"]]))
    globals()[dag_id] = DAG(dag_id, schedule=None, default_args=config["defaults"])
