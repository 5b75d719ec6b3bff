import os

from airflow import DAG

always = DAG("always_there", schedule=None)

if os.getenv("ENABLE_EXTRA", "false").lower() == "true":
    extra = DAG("extra_dag", schedule=None)
else:
    standard = DAG("standard_dag", schedule=None)
