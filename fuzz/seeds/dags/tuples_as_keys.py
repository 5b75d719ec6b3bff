from airflow import DAG
from airflow.decorators import dag, task
import os, sys
d = {}
for i in range(4000):
    for j in range(20):
        d[i, j] = 1
x = DAG('a')
s = {(i, j) for i in range(4000) for j in range(20)}
