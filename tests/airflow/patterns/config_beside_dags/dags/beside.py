from pathlib import Path

import yaml
from airflow import DAG

CONFIG = Path(__file__).parents[1] / "config" / "jobs.yaml"
for name in yaml.safe_load(CONFIG.read_text()):
    globals()[name] = DAG(name, schedule=None)
