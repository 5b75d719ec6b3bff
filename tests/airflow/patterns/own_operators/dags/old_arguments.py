"""Airflow 1 dropped what an operator did not take."""
from datetime import datetime

from airflow import DAG

from house.operators import LoadOperator

with DAG("own_old_arguments", schedule=None, start_date=datetime(2024, 1, 1)) as dag:
    LoadOperator(task_id="load", sql="select 1", conn_id="x", provide_context=True)
