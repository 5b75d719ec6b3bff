from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __setattr__(self, n, v):
        setattr(self, n, v)
    def __delattr__(self, n):
        delattr(self, n)
    def __getattribute__(self, n):
        return self.a
c = C()
c.a = 1
del c.a
d = DAG(c.b)
