# A bare expression
# 3: nothing
from datetime import datetime

from airflow import DAG

DAG("a", schedule=None)
