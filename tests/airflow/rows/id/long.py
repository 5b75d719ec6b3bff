# dag_id: 251 characters
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

d = DAG("x" * 251, schedule=None)
