from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __add__(self, o):
        return self + o
    def __radd__(self, o):
        return o + self
    def __iadd__(self, o):
        self += o
        return self
c = C()
c + 1; 1 + c
c += 1
sum([c, c])
d = DAG('a')
