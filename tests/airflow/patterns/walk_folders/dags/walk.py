import os

import yaml
from airflow import DAG

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "jobs")


def create(path):
    with open(path) as handle:
        name = yaml.safe_load(handle)["name"].replace(" ", "_")
    return DAG(f"walk_{name}_{os.path.basename(os.path.dirname(path))}", schedule=None)


for root, folders, files in os.walk(ROOT):
    for file in files:
        if file.endswith(".yml"):
            dag = create(os.path.join(root, file))
            globals()[dag.dag_id] = dag
