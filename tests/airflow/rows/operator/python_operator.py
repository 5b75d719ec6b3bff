# airflow.operators.python_operator
# 2: a
# 3: error ModuleNotFoundError
from datetime import datetime

from airflow import DAG

from airflow.operators.python_operator import PythonOperator  # noqa: F401

d = DAG("a", schedule=None)
