from datetime import datetime
import os.path
from airflow import DAG
DAG_NAME = os.path.splitext(os.path.basename(__file__))[0]
with DAG(dag_id=DAG_NAME.replace("_", "-"), start_date=datetime(2024, 1, 1), schedule=None):
    pass
