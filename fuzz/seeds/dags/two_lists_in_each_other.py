from airflow import DAG
from airflow.decorators import dag, task
import os, sys
a, b = [], []
a.append(b); b.append(a)
d = DAG(f'{a}')
print(a == b, a < b)
a += b
a.extend(a)
