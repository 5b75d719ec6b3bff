from airflow import DAG
from airflow.decorators import dag, task
import os, sys
xs = [DAG(f'a{i}') for i in range(900)]
x = xs[0]
for y in xs:
    if os.getenv('A'): x = y
x.a = 1
with x: pass
x >> x
z = [x, x, x]
for a in z:
    for b in z: a >> b
