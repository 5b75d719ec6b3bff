# schedule="@continuous"
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from datetime import timedelta

d = DAG("a", start_date=datetime(2024, 1, 1), schedule="@continuous")
