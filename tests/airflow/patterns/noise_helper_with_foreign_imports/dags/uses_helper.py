from airflow import DAG

from helpers_lib.slack import CHANNEL, PREFIX, default_args

with DAG(f"{PREFIX}_{CHANNEL.strip('#')}", default_args=default_args("me", retries=1), schedule=None):
    pass
