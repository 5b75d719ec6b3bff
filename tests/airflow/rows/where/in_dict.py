# In a dictionary
# 3: nothing
from datetime import datetime

from airflow import DAG

ds = {"k": DAG("a", schedule=None)}
