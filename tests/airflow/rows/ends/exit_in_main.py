# sys.exit under __main__
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

import sys

d = DAG("a", schedule=None)
if __name__ == "__main__":
    sys.exit(0)
