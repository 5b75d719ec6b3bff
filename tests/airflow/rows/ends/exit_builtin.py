# exit() of the site module
# 2: exits
# 3: error SystemExit
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None)
exit()
