import os
from os import environ as e, getenv, path
from airflow import DAG
A = e.get("A", "x").split(",")
B = getenv("B") or "z"
if e.get("C"):
    C = e["C"]
else:
    C = "c"
D = e["D"] if "D" in e else None
dag = DAG("copied_alias", schedule=None)
