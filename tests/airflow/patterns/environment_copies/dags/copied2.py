import os
from airflow import DAG
env = os.environ.copy()
BRANCH = env["GIT_BRANCH"]
dag = DAG("copied_copy_strict", schedule=None)
