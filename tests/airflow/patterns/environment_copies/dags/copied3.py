import os
from airflow import DAG
settings = {**os.environ, "X": "1"}
X = settings["X"]
BRANCH = settings["GIT_BRANCH"]
dag = DAG("copied_spread_strict", schedule=None)
