# A Dataset schedule without a start_date
# 2: error ValueError
# 3: a
from datetime import datetime

from airflow import DAG

from airflow import Dataset

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=[Dataset("s3://b/k")]):
    EmptyOperator(task_id="t")
