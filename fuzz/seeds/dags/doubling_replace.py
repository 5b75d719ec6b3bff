from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = 'a'
for i in range(64):
    x = x.replace('a', 'aa')
d = DAG(x)
