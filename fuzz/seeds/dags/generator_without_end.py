from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f():
    i = 0
    while True:
        yield i
        i += 1
for i in f():
    globals()[str(i)] = DAG(str(i))
