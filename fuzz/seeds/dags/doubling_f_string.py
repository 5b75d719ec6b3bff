from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = 'a'
for i in range(64):
    x = f'{x}{x}'
d = DAG(x)
