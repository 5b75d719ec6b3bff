# AirflowSkipException
# 2: error AirflowSkipException
# 3: error AirflowSkipException
from datetime import datetime

from airflow import DAG

from airflow.exceptions import AirflowSkipException

d = DAG("a", schedule=None)
raise AirflowSkipException
