from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = y = (1,)
for i in range(60):
    x = (x, x)
    y = (y, y)
if x == y:
    d = DAG('a')
z = x if os.getenv('A') else y
if os.getenv('B'): x = y
x in [y]; [y].index(x)
