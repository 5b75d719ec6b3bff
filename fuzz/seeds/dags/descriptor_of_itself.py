from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class D:
    def __get__(self, o, t):
        return o.x if o else t.x
    def __set__(self, o, v):
        o.x = v
class C:
    x = D()
c = C()
c.x = 1
d = DAG(c.x)
C.x
