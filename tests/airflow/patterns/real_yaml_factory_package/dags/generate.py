import os
import sys
from pathlib import Path

import yaml
from airflow import DAG  # noqa: F401  (airflow dag)

sys.path.append(os.path.dirname(os.path.abspath(__file__)))

from factory.builder import DagBuilder  # noqa: E402

CONFIG_DIR = Path(os.path.dirname(os.path.abspath(__file__))) / "configs"

for config_file in sorted(CONFIG_DIR.glob("*.yml")):
    with open(config_file) as stream:
        config = yaml.safe_load(stream)
    for name, spec in config["dags"].items():
        builder = DagBuilder(name, {**config.get("defaults", {}), **(spec or {})})
        globals()[builder.dag_id] = builder.build()
