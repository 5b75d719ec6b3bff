from airflow import DAG
from airflow.decorators import dag, task
import os, sys
for i in range(10 ** 18):
    pass
x = list(range(10 ** 9))
y = sum(range(10 ** 12))
z = max(range(10 ** 10))
d = DAG(str(len(range(-10 ** 20, 10 ** 20))))
w = 10 ** 17 in range(10 ** 18)
