from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f():
    for x in g: yield x
g = f()
list(g)
d = DAG(str(g))
