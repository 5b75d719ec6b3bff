# dag_id: Beyond ASCII
# 2: ä日
# 3: ä日
from datetime import datetime

from airflow import DAG

d = DAG("ä日", schedule=None)
