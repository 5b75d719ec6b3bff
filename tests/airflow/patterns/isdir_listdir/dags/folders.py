import json
import os

from airflow import DAG

base = os.path.join(os.path.dirname(__file__), "projects")

for folder in sorted(os.listdir(base)):
    path = os.path.join(base, folder)
    if os.path.isdir(path):
        config_path = os.path.join(path, f"{folder}.json")
        if os.path.isfile(config_path):
            config = json.load(open(config_path))
            globals()[folder] = DAG(f"{folder}_every_{config['every']}", schedule=None)
