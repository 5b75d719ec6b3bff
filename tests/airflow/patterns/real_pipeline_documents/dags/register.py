"""DAGs of airflow."""
from __future__ import annotations
from pathlib import Path
from pipelines.shared.factory import build_dags_from_directory, build_dags_from_yaml

CONFIG_FILE = Path(__file__).parent / "configs/pipelines.yaml"
CONFIG_DIR = Path(__file__).parent.joinpath("configs", "pipelines")

for dag_id, dag in build_dags_from_yaml(CONFIG_FILE).items():
    globals()[dag_id] = dag

for dag_id, dag in build_dags_from_directory(CONFIG_DIR).items():
    globals()[dag_id] = dag
