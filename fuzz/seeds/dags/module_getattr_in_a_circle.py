from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from . import b
d = DAG(b.x)
#--- b.py
def __getattr__(n):
    from . import a
    return getattr(a.b, n + 'x')
