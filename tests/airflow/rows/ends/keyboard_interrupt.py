# KeyboardInterrupt
# 2: exits
# 3: exits
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None)
raise KeyboardInterrupt
