from airflow import DAG
import lib.mod
from lib import REG
for f in REG:
    with DAG(f(), schedule=None): pass
