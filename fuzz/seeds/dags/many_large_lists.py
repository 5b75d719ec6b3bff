from airflow import DAG
from airflow.decorators import dag, task
import os, sys
xs = []
for i in range(5000):
    xs.append(list(range(9999)))
d = DAG('a')
