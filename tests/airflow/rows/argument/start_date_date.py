# start_date is a date without time
# 2: error AttributeError
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from datetime import date

d = DAG("a", schedule="@daily", start_date=date(2024, 1, 1))
