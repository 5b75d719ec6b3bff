import os
from airflow import DAG
from airflow.configuration import conf
x = conf.get("nosection", "nokey")
dag = DAG("machine_29", schedule=None)
