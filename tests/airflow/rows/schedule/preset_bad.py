# schedule="@never"
# 2: error AirflowTimetableInvalid
# 3: error AirflowTimetableInvalid
from datetime import datetime

from airflow import DAG

from datetime import timedelta

d = DAG("a", start_date=datetime(2024, 1, 1), schedule="@never")
