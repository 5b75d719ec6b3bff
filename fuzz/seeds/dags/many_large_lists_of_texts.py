from airflow import DAG
from airflow.decorators import dag, task
import os, sys
xs = []
for i in range(900):
    xs.append(['a' * 1000000 for j in range(100)])
d = DAG('a')
