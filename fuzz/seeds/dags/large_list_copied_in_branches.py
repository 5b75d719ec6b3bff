from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = list(range(9999))
for i in range(4000):
    if os.getenv(str(i)):
        x[i] = 1
    else:
        x.append(i)
d = DAG('a')
