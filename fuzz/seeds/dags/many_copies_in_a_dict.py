from airflow import DAG
from airflow.decorators import dag, task
import os, sys
t = 'a' * 1000000
d = {}
for i in range(3000):
    d[t + str(i)] = t[i:]
x = DAG('a')
