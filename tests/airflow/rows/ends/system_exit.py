# SystemExit raised
# 2: exits
# 3: error SystemExit
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None)
raise SystemExit(1)
