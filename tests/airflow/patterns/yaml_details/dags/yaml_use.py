from pathlib import Path

import yaml
from airflow import DAG

HERE = Path(__file__).parent
data = yaml.load((HERE / "anchors.yaml").open(), Loader=yaml.SafeLoader)
for key, job in data["jobs"].items():
    globals()[key] = DAG(f"{job['id']}_{job.get('retries', 'none')}", schedule=None)

with (HERE / "multi.yaml").open() as stream:
    for document in yaml.safe_load_all(stream):
        globals()[document["id"]] = DAG(document["id"], schedule=None)
