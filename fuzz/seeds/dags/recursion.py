from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f(n):
    return f(n + 1)
d = DAG(f(0))
