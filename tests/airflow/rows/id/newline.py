# dag_id: A newline at the end
# 2: a
# 3: a


from datetime import datetime

from airflow import DAG

d = DAG("a\n", schedule=None)
