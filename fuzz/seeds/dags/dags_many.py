from airflow import DAG
from airflow.decorators import dag, task
import os, sys
for i in range(9000):
    globals()[f'd{i}'] = DAG(f'd{i}')
    with DAG(f'e{i}') as x: x >> x
