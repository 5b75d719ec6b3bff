# Another name for the class
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

Flow = DAG
d = Flow("a", schedule=None)
