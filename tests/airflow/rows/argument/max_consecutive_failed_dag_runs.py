# DAG(max_consecutive_failed_dag_runs=)
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", start_date=datetime(2024, 1, 1), schedule=None, max_consecutive_failed_dag_runs=3)
