# A loop that enters each
# 3: a, b, c
from datetime import datetime

from airflow import DAG

for i in "abc":
    with DAG(i, schedule=None):
        pass
