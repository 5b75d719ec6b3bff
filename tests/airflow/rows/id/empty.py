# dag_id: An empty id
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

d = DAG("", schedule=None)
