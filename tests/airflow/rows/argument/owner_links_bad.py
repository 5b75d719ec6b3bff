# owner_links of no link
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

d = DAG("a", schedule=None, owner_links={"me": "nowhere"})
