from datetime import datetime

from airflow import DAG

from house.operators import LoadOperator

with DAG("own_no_connection", schedule=None, start_date=datetime(2024, 1, 1), default_args={"owner": "x"}):
    LoadOperator(task_id="load", sql="select 1")
