from datetime import datetime
from airflow import DAG
dag_name = __file__.split("/")[-1].rstrip(".py")
dag = DAG(dag_id="x_" + dag_name, start_date=datetime(2024, 1, 1), schedule=None)
