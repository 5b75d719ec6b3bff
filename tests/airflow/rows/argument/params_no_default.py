# A param without default, not scheduled
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.models.param import Param

d = DAG("a", schedule=None, params={"p": Param(type="string")})
