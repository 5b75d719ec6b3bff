# Made by a lambda, left in a global
# 3: a
from datetime import datetime

from airflow import DAG

make = lambda i: DAG(i, schedule=None)
d = make("a")
