import os
from airflow import DAG
import subprocess
x = subprocess.check_output(["nonexistent-binary"])
dag = DAG("machine_11", schedule=None)
