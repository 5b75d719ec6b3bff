from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = (1,)
for i in range(60):
    x = (x, x)
k = {x: 1}
d = DAG(str(hash(x)))
