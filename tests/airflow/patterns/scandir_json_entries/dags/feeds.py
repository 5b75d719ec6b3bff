"""A DAG for each description beside this file."""

import json
import os
from datetime import datetime
from pathlib import Path

from airflow.decorators import dag
from airflow.operators.bash import BashOperator

for entry in os.scandir(Path(__file__).parent.joinpath("./feeds")):
    if not entry.name.endswith(".json") or not entry.is_file():
        continue
    with open(entry.path) as file:
        described = json.load(file)
    name: str = described["name"]
    since = datetime.strptime(described["since"], "%Y-%m-%d")

    @dag(dag_id=f"{name}_feed", schedule="@daily", start_date=since, catchup=described["catchup"])
    def feed(source):
        for table in described["tables"].items():
            BashOperator(task_id=f"read_{table[0]}", bash_command="true")

    feed(described["source"])
