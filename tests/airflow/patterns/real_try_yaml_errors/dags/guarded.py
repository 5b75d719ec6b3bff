import logging
from datetime import datetime
from pathlib import Path

import yaml
from airflow import DAG

logger = logging.getLogger(__name__)


def load(path: Path):
    try:
        return yaml.safe_load(path.read_text())
    except yaml.YAMLError as error:
        logger.error("bad yaml: %s", error)
        return None


for path in sorted((Path(__file__).parent / "defs").glob("**/*.yaml")):
    config = load(path)
    if config is None:
        continue
    try:
        dag = DAG(config["id"], start_date=datetime(2024, 1, 1), schedule=None)
    except KeyError:
        logger.exception("no id in %s", path)
        continue
    globals()[dag.dag_id] = dag
