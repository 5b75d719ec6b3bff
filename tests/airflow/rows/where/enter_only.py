# __enter__ alone does not register
# 3: nothing
from datetime import datetime

from airflow import DAG

[DAG("a", schedule=None)][0].__enter__()
