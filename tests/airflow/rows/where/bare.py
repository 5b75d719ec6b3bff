# A bare expression
# 2: nothing
# 3: nothing
from datetime import datetime

from airflow import DAG

DAG("a", schedule=None)
