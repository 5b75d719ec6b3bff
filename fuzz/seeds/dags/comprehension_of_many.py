from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = [i + j + k for i in range(999) for j in range(999) for k in range(999)]
y = {i: [j for j in range(9999)] for i in range(9999)}
z = [[[a for a in range(99)] for b in range(99)] for c in range(99)]
d = DAG('a')
