from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f(): return DAG('a')
for i in range(500):
    f = (lambda g: lambda: g())(f)
d = f()
