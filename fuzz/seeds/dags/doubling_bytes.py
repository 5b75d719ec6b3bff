from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = b'a'
for i in range(64):
    x += x
d = DAG(x.decode())
