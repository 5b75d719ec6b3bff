from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import functools
x = print
for i in range(4000):
    for j in range(10):
        x = functools.partial(x, i)
x()
