from importlib.resources import files

import yaml
from airflow import DAG

for name in yaml.safe_load(files("bundle").joinpath("specs.yaml").read_text()):
    globals()[name] = DAG(name, schedule=None)
