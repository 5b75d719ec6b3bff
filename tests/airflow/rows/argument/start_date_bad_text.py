# start_date is no date
# 2: error AttributeError
# 3: error ParserError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule="@daily", start_date="yesterday")
