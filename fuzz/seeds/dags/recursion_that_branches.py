from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f(n):
    if os.getenv('A'):
        return f(n + 1)
    elif os.getenv('B'):
        return f(n + 2)
    return f(n) + f(n)
d = DAG(f(0))
