from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = list(range(9999))
for i in range(4000):
    for y in x:
        break
    z = x + [1]
    a, *b = x
    x[0]; x[:]; len(x); sorted(x); x.index(9998); 9998 in x; list(x); max(x)
d = DAG('a')
