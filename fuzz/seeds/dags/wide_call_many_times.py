from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f(*a, **k): return len(a)
x = list(range(9000))
k = {f'k{i}': i for i in range(2000)}
for i in range(3000):
    f(*x, **k)
d = DAG('a')
