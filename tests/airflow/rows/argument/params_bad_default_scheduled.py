# A param whose default does not fit, scheduled
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from airflow.models.param import Param

d = DAG("a", start_date=datetime(2024, 1, 1), schedule="@daily", params={"p": Param(1, type="string")})
