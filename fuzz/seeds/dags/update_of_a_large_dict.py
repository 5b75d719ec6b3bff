from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = {i: i for i in range(9999)}
for i in range(4001):
    z = {**x}
    list(x.ite)
    x |= z; x.update(z)
d = DAG('a')
