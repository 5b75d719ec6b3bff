from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = 'a'
for i in range(4000):
    for j in range(10):
        x = [x.join]
        x = x[0]
d = DAG(str(x))
