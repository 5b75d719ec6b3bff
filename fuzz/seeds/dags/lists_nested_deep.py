from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = []
for i in range(4000):
    for j in range(20):
        x = [x]
d = DAG(str(x))
import json
json.dumps(x)
y = x == [x]
sum(x, [])
