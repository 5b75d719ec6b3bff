from airflow import DAG
from airflow.decorators import dag, task
import os, sys
l = []
l.append(l)
d = DAG(str(l))
assert l == l
m = []
m.append(m)
if l == m: pass
hash(str(l)); sorted(l); sum(l, [])
for x in l:
    for y in x: pass
