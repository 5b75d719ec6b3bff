from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f():
    yield from f()
    yield 1
for x in f(): pass
list(f())
d = DAG(next(f()))
