from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __init__(self, c): self.c = c
x = None
for i in range(4000):
    for j in range(5): x = C(x)
while x:
    x = x.c
d = DAG('a')
