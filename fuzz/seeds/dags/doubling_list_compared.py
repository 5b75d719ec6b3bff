from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = y = [1]
for i in range(40):
    x = [x, x]
    y = [y, y]
if x == y:
    d = DAG('a')
