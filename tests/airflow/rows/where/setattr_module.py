# setattr on the own module
# 3: a
from datetime import datetime

from airflow import DAG

import sys

setattr(sys.modules[__name__], "d", DAG("a", schedule=None))
