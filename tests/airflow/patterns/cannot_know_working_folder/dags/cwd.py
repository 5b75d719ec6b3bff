import os
from pathlib import Path

from airflow import DAG

for path in Path("some_folder_of_the_scheduler").rglob("*.yaml"):
    globals()[path.stem] = DAG(path.stem, schedule=None)

if not os.path.exists("/opt/airflow/disable_me_never"):
    there = DAG("unless_disabled", schedule=None)
