# A relative import
# 2: error ImportError
# 3: error ImportError
from datetime import datetime

from airflow import DAG

from . import shared

d = DAG("a", schedule=None)
