# sys.exit at import
# 2: exits
# 3: error SystemExit
from datetime import datetime

from airflow import DAG

import sys

d = DAG("a", schedule=None)
sys.exit(0)
