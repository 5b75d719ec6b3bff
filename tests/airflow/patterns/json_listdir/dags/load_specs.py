import json
import os

from airflow import DAG

SPECS = os.path.join(os.path.dirname(__file__), "specs")

for file_name in os.listdir(SPECS):
    if not file_name.endswith(".json"):
        continue
    with open(os.path.join(SPECS, file_name), encoding="utf-8") as handle:
        spec = json.load(handle)
    globals()[spec["dag"]["id"]] = DAG(spec["dag"]["id"], tags=spec["dag"]["tags"], schedule=None)
