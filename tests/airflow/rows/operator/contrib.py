# airflow.contrib
# 2: a
# 3: error ModuleNotFoundError
from datetime import datetime

from airflow import DAG

from airflow.contrib.sensors.python_sensor import PythonSensor  # noqa: F401

d = DAG("a", schedule=None)
