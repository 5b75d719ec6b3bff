import os

from airflow import DAG

ENV = os.environ.get("DEPLOY_ENV", "dev")
dag = DAG(f"load_{ENV}", schedule=None)
literal = DAG("env_literal", schedule=None)
