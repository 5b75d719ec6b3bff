# template_searchpath is a number
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, template_searchpath=1)
