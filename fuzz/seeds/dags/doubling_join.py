from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = 'aa'
for i in range(64):
    x = x.join(x)
d = DAG(x)
