from airflow import DAG
from airflow.decorators import dag, task
import os, sys
l = [1]
for x in l:
    l.append(x)
d = {1: 1}
for k in d:
    d[k + 1] = d
s = {1}
for k in s:
    s.add((k, k))
for x in l:
    l.clear()
l.sort(key=lambda x: l.append(x))
d = DAG('a')
