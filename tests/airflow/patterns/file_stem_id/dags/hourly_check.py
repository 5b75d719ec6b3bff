import os

from airflow import DAG

DAG_ID = os.path.basename(__file__).replace(".pyc", "").replace(".py", "")

dag = DAG(DAG_ID, schedule=None)
