import csv, os
from airflow import DAG
p = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sets.csv")
for row in csv.DictReader(open(p, newline="", encoding="utf-8-sig")):
    globals()[row["dataset"]] = DAG("csv_" + row["dataset"], schedule=None)
with open(p, encoding="utf-8-sig") as f:
    for row in csv.reader(f):
        globals()["r" + row[0]] = DAG("csvr_" + row[0], schedule=None)
