# A syntax error
# 2: error SyntaxError
# 3: error SyntaxError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None
