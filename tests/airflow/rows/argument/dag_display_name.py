# DAG(dag_display_name=)
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", start_date=datetime(2024, 1, 1), schedule=None, dag_display_name="A")
