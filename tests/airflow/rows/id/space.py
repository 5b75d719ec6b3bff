# dag_id: A space
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

d = DAG("a b", schedule=None)
