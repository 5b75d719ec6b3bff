# In a dictionary
# 2: nothing
# 3: nothing
from datetime import datetime

from airflow import DAG

ds = {"k": DAG("a", schedule=None)}
