from pathlib import Path

import yaml
from airflow import DAG

FOLDER = Path(__file__).parent / "pipelines"


def create_dag(spec):
    dag = DAG(dag_id=spec["id"], schedule=None)
    return dag


for path in sorted(FOLDER.glob("*.yaml")):
    spec = yaml.safe_load(path.read_text())
    if spec.get("disabled"):
        continue
    globals()[spec["id"]] = create_dag(spec)
