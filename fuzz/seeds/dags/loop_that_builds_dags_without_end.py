from airflow import DAG
from airflow.decorators import dag, task
import os, sys
i = 0
while True:
    i += 1
    globals()[f'd{i}'] = DAG(f'd{i}')
