from airflow import DAG
from airflow.decorators import dag, task
import os, sys
d = {}
k = 'a'
for i in range(900):
    if os.getenv('A'): k = str(i)
    d[k] = [d.get(k), k]
x = DAG(str(d[k]))
