from airflow import DAG

from config import config

one = DAG(config.get("dags.nightly.id"), schedule=None)
two = DAG(f"{config.team}_{config['dags']['nightly']['id']}", schedule=None)
three = DAG(config.get("dags.weekly.id", "weekly_default"), schedule=None)
