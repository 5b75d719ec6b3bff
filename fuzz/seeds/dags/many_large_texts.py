from airflow import DAG
from airflow.decorators import dag, task
import os, sys
xs = []
for i in range(5000):
    xs.append(str(i) * 150000)
d = DAG(xs[3][:3])
