import subprocess

from airflow import DAG

try:
    REVISION = subprocess.check_output(["no-such-program-at-all", "--version"]).decode()
except Exception:
    REVISION = "none"
dag = DAG("machine_caught", schedule=None, tags=[REVISION])
