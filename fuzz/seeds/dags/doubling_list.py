from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = [1]
for i in range(64):
    x = [x, x]
d = DAG(str(x))
