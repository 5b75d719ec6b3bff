from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import functools
f = print
for i in range(5000):
    f = functools.partial(f, f, a=f)
f()
g = functools.reduce(lambda a, b: lambda: (a(), b()), [print] * 500)
g()
d = DAG('a')
