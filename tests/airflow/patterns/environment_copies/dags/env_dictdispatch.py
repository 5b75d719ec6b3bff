import os
from airflow import DAG
CONFIG = {"dev": {"bucket": "d"}, "prod": {"bucket": "p"}}
ENV = os.environ.get("ENV", "dev").lower()
CFG = CONFIG.get(ENV)
B = CFG["bucket"]
C = CONFIG[ENV]["bucket"]
D = CONFIG.get(os.environ.get("ENV"), CONFIG["dev"])["bucket"]
dag = DAG("env_dictdispatch", schedule=None)
