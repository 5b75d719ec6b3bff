from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f(n):
    return g([n, n])
def g(n):
    return f({'a': n}) + f(n)
d = DAG(f(0))
