from datetime import datetime
from pathlib import Path

from airflow import DAG

SQL = Path(__file__).parent / "sql"

for path in sorted(SQL.iterdir()):
    if path.suffix != ".sql":
        continue
    query = path.read_text()
    first = query.splitlines()[0]
    name = first.removeprefix("-- name:").strip() if first.startswith("-- name:") else path.stem
    with DAG(f"sql_{name}", start_date=datetime(2024, 1, 1), schedule=None):
        pass
