from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __iter__(self):
        return self
    def __next__(self):
        return DAG('a')
for x in C(): pass
x = list(C())
a, *b = C()
