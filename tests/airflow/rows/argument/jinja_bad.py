# jinja_environment_kwargs of no known key
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, jinja_environment_kwargs={"x": 1})
