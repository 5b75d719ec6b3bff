import csv
from pathlib import Path

from airflow import DAG

HERE = Path(__file__).parent / "data"

with open(HERE / "tables.csv", newline="") as handle:
    for row in csv.DictReader(handle):
        globals()[row["table"]] = DAG(f"csv_{row['table']}_{row['schedule']}", schedule=None)

for line in (HERE / "names.txt").read_text().splitlines():
    if not line.startswith("#"):
        with DAG(f"txt_{line}", schedule=None):
            pass
