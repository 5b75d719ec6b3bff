# A bad one beside a good one
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

a = DAG("a", schedule=None)
b = DAG("b b", schedule=None)
