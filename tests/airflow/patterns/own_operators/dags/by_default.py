"""What the operators need is given to all of them by the DAG."""
from datetime import datetime, timedelta

from airflow import DAG

from house.operators import CheckedLoadOperator, LoadOperator, OldPythonOperator, PipeOperator, WaitSensor

default_args = {"owner": "house", "conn_id": "warehouse", "start_date": datetime(2024, 1, 1), "retry_delay": timedelta(minutes=1)}

with DAG("own_by_default", schedule="@daily", default_args=default_args) as dag:
    wait = WaitSensor(task_id="wait", path="/x", timeout=600)
    load = LoadOperator(task_id="load", sql="select * from t")
    check = CheckedLoadOperator(task_id=f"check_{load.table}", sql="select 1", conn_id="other", check="sum")
    pipe = PipeOperator(task_id="pipe", commands=["a", "b"], target=check.conn_id)
    wait >> load >> check >> pipe >> OldPythonOperator(task_id="old", python_callable=print)
