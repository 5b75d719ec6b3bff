# start_date is text
# 2: error AttributeError
# 3: error AttributeError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule="@daily", start_date="2024-01-01")
