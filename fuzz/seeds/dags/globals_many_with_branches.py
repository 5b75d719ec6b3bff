from airflow import DAG
from airflow.decorators import dag, task
import os, sys
for i in range(9000): globals()[f'x{i}'] = [i]
for i in range(4000):
    if os.getenv(str(i)):
        globals()[f'y{i}'] = 1
d = DAG('a')
